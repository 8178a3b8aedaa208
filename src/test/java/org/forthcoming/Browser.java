package org.forthcoming;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium without a window. Where none is installed its tests are skipped, but never on the build server. */
public final class Browser implements AutoCloseable {

    /** How wide a small phone is. */
    public static final int PHONE = 390;

    public static final int DESK = 1200;

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final List<String> PROGRAMS = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/opt/google/chrome/chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    private static final List<String> DRIVERS =
            List.of("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver", "/usr/local/bin/chromedriver");

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    public static Browser open() {
        var program = installed(PROGRAMS);
        if (program.isEmpty() && !"true".equals(System.getenv("CI"))) {
            Assumptions.abort("SKIPPED: no Chromium is installed, so nothing was tried in a browser.");
        }
        try {
            var profile = Files.createTempDirectory("browser");
            var options = new ChromeOptions();
            program.ifPresent(options::setBinary);
            options.addArguments(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--hide-scrollbars", // they would hide a strip of a picture
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--lang=en-US",
                    "--user-data-dir=" + profile);
            var service = new ChromeDriverService.Builder();
            installed(DRIVERS)
                    .ifPresent(
                            path -> service.usingDriverExecutable(Path.of(path).toFile()));
            var browser = new Browser(new ChromeDriver(service.build(), options), profile);
            browser.as(DESK, false);
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> installed(List<String> paths) {
        return paths.stream().filter(path -> Files.isExecutable(Path.of(path))).findFirst();
    }

    /** Shows pages so wide, in light or dark. */
    public Browser as(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 2, "mobile", width == PHONE));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                // Nothing fades, so that neither pictures nor contrasts are taken halfway.
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        return this;
    }

    public Browser go(String address) {
        driver.get(address);
        return this;
    }

    public String address() {
        return driver.getCurrentUrl();
    }

    /** All words that can be seen. */
    public String text() {
        return (String) driver.executeScript("return document.body ? document.body.innerText : ''");
    }

    /** The first element that matches; waits until there is one. */
    public WebElement see(String css) {
        return new WebDriverWait(driver, PATIENCE)
                .ignoring(NoSuchElementException.class)
                .until(now -> now.findElement(By.cssSelector(css)));
    }

    public boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    /** Waits until the page says so, reloading it as somebody would who can't wait. */
    public Browser until(String words) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(500)).until(now -> {
            if (text().contains(words)) {
                return true;
            }
            now.navigate().refresh();
            return false;
        });
        return this;
    }

    /** Presses the button, or follows the link, that bears these words. */
    public Browser press(String words) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(NoSuchElementException.class)
                .ignoring(StaleElementReferenceException.class) // the page was just replaced: look again
                .until(now -> {
                    var found = now.findElement(
                            By.xpath("//*[self::button or self::a or self::summary][normalize-space()=\"%s\"]"
                                    .formatted(words)));
                    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", found);
                    found.click();
                    return true;
                });
        return this;
    }

    public Browser fill(String css, String text) {
        var field = see(css);
        field.clear();
        field.sendKeys(text);
        return this;
    }

    /** What the script returns; waits for it when it is a promise. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What hinders people who hear, zoom or use the keyboard only; minor findings left out. */
    public List<String> barriers() {
        return new AxeBuilder()
                .analyze(driver).getViolations().stream()
                        .filter(rule -> Stream.of("serious", "critical").anyMatch(rule.getImpact()::equals))
                        .map(Browser::words)
                        .toList();
    }

    private static String words(Rule rule) {
        return rule.getHelp() + ": "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }

    /** Whether the page is wider than its window. */
    public boolean overflows() {
        return (Boolean) driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /** A picture of the whole page, or of its upper part. */
    public void picture(Path file, int atMost) {
        var size = (Map<?, ?>)
                driver.executeCdpCommand("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        var height = Math.min(((Number) size.get("height")).intValue(), atMost);
        var data = driver.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of(
                                "captureBeyondViewport",
                                true,
                                "clip",
                                Map.of("x", 0, "y", 0, "width", size.get("width"), "height", height, "scale", 1)))
                .get("data");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, Base64.getDecoder().decode(data.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        try (var files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // Chromium may still be clearing up there itself; what is left lies in the folder for temporary files.
        }
    }
}
