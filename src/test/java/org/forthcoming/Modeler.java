package org.forthcoming;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The libraries that Camunda Modeler is made of, in a page in a real browser. */
public final class Modeler implements AutoCloseable {

    /** One file with all it needs inside, so that nothing but this version decides what is tried. */
    private static final String LIBRARY = "camunda-bpmn-js@5.35.0";

    private static final Path FOLDER = Path.of("target/modeler").toAbsolutePath();

    private final Browser browser;

    private Modeler(Browser browser) {
        this.browser = browser;
    }

    /** Fetches the libraries first, if no run before has. */
    public static Modeler open() {
        try {
            Files.createDirectories(FOLDER);
            var fetched = FOLDER.resolve(LIBRARY);
            if (!Files.exists(fetched)) {
                fetch();
                Files.createFile(fetched);
            }
            try (var page = Modeler.class.getResourceAsStream("/modeler/index.html")) {
                Files.copy(page, FOLDER.resolve("index.html"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var browser = Browser.open();
        browser.go(FOLDER.resolve("index.html").toUri().toString());
        browser.see(".djs-container");
        return new Modeler(browser);
    }

    private static void fetch() throws IOException {
        if (Stream.of(System.getenv("PATH").split(":")).noneMatch(folder -> Files.isExecutable(Path.of(folder, "npm")))
                && !"true".equals(System.getenv("CI"))) {
            Assumptions.abort("SKIPPED: npm is not installed, so nothing was tried in Camunda Modeler's libraries.");
        }
        run("npm", "pack", "--silent", LIBRARY);
        run("tar", "-xzf", LIBRARY.replace('@', '-') + ".tgz", "package/dist", "package/LICENSE");
    }

    private static void run(String... command) throws IOException {
        var output = FOLDER.resolve("fetched.log");
        var process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "%s failed: %s".formatted(String.join(" ", command), Files.readString(output)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Browser browser() {
        return browser;
    }

    /** Opens a diagram; the answer is what the Modeler warns of. */
    public List<?> show(String diagram) {
        return (List<?>) browser.run("return show(arguments[0])", diagram);
    }

    /** Offers element templates, as JSON; the answer is what is wrong with them. */
    public List<?> offer(String templates) {
        return (List<?>) browser.run("return offer(JSON.parse(arguments[0]))", templates);
    }

    /** Applies an element template, as JSON, to an element. */
    public void apply(String element, String template) {
        browser.run("return apply(arguments[0], JSON.parse(arguments[1]))", element, template);
    }

    /** Brings an element into view, clicks on it and unfolds what the panel says about it. */
    public void look(String element, String... titles) {
        browser.run("look(arguments[0])", element);
        browser.see(".bio-properties-panel-group-header");
        browser.run("unfold(arguments[0])", List.of(titles));
    }

    /** Draws a plain task above an element. */
    public void draw(String task, String above) {
        browser.run("draw(arguments[0], arguments[1])", task, above);
    }

    /** The diagram as the Modeler would store it. */
    public String written() {
        return (String) browser.run("return written()");
    }

    @Override
    public void close() {
        browser.close();
    }
}
