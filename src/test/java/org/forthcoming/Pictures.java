package org.forthcoming;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.forthcoming.communication.Mails;
import org.forthcoming.communication.Notice;
import org.forthcoming.orders.Questions;
import org.forthcoming.processes.HandbookExample;
import org.forthcoming.processes.Rollouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Takes the README's pictures from the running product: {@code ./mvnw test -Dtest=Pictures}.
 *
 * <p>Its name keeps it out of the checks: pictures are taken when somebody wants new ones.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.datasource.url=jdbc:h2:mem:pictures")
class Pictures {

    private static final Path FOLDER = Path.of("src/site/images");
    private static final int WHOLE = 10_000;
    private static final int COLORS = 256;

    @LocalServerPort
    int port;

    @Autowired
    Mails mails;

    @Autowired
    Rollouts rollouts;

    @Autowired
    Questions questions;

    @TempDir
    Path folder;

    @Test
    void take() throws Exception {
        try (var browser = Browser.open()) {
            browser.go(page("")).press("Sign in as demo");
            browser.press("… from a German customer").press("Place another");
            browser.see("a[href*='/operations/mails/']"); // to a mail: both were written
            take(browser, 1100, page(""), "start-page.png", 1000);
            take(browser, 680, mail("SAMPLE-1002", Notice.ORDER_CONFIRMED), "mail.png", WHOLE);
            var customersPage = browser.go(page(""))
                    .see("a[href*='/orders/']")
                    .getDomProperty("href")
                    .replaceFirst("http://[^/]+/", page(""));
            take(browser, 1000, customersPage, "customers-page.png", 1000);
            take(browser, Browser.PHONE, customersPage, "customers-page-phone.png", 1000);

            staffsOrder(browser);

            browser.as(1100, false).go(page("")).press("Receive the kettles");
            browser.see("form[action='/start/shipment']");
            workForEachRole();
            for (var task : List.of("Answer customer", "Pack and ship", "Refund customer", "Decide on late order")) {
                browser.go(page("engine-rest/task?maxResults=50")).until(task);
            }
            tasklist(browser, "support", Map.of("answer", "Yes: please write to us where it shall go."));
            tasklist(browser, "warehouse", Map.of("carrier", "DHL", "trackingNumber", "00340434161094042557"));
            tasklist(browser, "finance", Map.of());
            tasklist(browser, "operations", Map.of("reason", "The factory makes fewer than it promised."));
            browser.go(page("")).press("Sign in as demo");
            diagram(browser, "Backorder");
            diagram(browser, "Preorder");
            diagram(browser, "DelayNotice");
            diagram(browser, "LateSupply");
        }
    }

    /** What Camunda Modeler shows an analyst who has clicked on a step. */
    @Test
    void takeOfModeler() throws Exception {
        try (var modeler = Modeler.open()) {
            modeler.browser().as(1280, false);
            var templates = new StringBuilder();
            try (var files = Files.list(Path.of("bpmn/.camunda/element-templates"))) {
                for (var file : files.sorted().toList()) {
                    templates
                            .append(Files.readString(file).strip().replaceAll("^\\[|]$", ""))
                            .append(',');
                }
            }
            modeler.offer("[" + templates.deleteCharAt(templates.length() - 1) + "]");
            modeler.show(Files.readString(Path.of("bpmn/Backorder.bpmn")));
            modeler.look("Task_TellStillWaiting", "Template", "Mail");
            picture(modeler.browser(), "modeler.png", 620);
            modeler.draw("Task_New", "Task_TellStillWaiting");
            modeler.look("Task_New");
            modeler.browser()
                    .see(".bio-properties-panel-select-template-button")
                    .click();
            modeler.browser().fill(".djs-popup-search input", "send").see(".djs-popup-body .entry");
            picture(modeler.browser(), "modeler-templates.png", 620);
        }
    }

    /** What the worked examples of bpmn/README.md change, as the page of the change shows it. */
    @Test
    void take_those_of_the_handbook() {
        try (var browser = Browser.open()) {
            browser.go(page("")).press("Sign in as demo");
            cut(browser, HandbookExample.NEWS_EVERY_WEEK, "Backorder", "handbook-news.png", 460, 440, 430, 190);
            cut(browser, HandbookExample.REMINDER, "DelayNotice", "handbook-reminder.png", 140, 60, 880, 630);
            cut(browser, HandbookExample.BIG_ORDERS, "Backorder", "handbook-big-orders.png", 830, 128, 760, 236);
        }
    }

    private long prepared(HandbookExample example) {
        return rollouts.prepare(
                        example.name(),
                        null,
                        example.edit(rollouts.filesInForce()).changed(),
                        "analyst")
                .rollout()
                .id();
    }

    /** A part of a diagram with its marks; where it lies as the diagram's file has it. A copy, as what is drawn fits itself in. */
    private void cut(
            Browser browser,
            HandbookExample example,
            String process,
            String name,
            int x,
            int y,
            int width,
            int height) {
        browser.as(1400, false).go(page("operations/models/rollouts/" + prepared(example)));
        var figure = "figure.diagram[data-diagram*='%s'][data-diagram*='after=true']".formatted(process);
        browser.see(figure);
        browser.run("document.querySelector(\"%s\").scrollIntoView()".formatted(figure));
        browser.see(figure + "[data-drawn] .djs-container .djs-shape");
        browser.run("""
                const svg = document.querySelector("%s .djs-container > svg");
                svg.querySelector('.viewport').removeAttribute('transform');
                svg.setAttribute('viewBox', '%d %d %d %d');
                svg.style.cssText = 'display:block;width:%dpx;height:%dpx';
                svg.querySelectorAll('.djs-outline, .djs-hit').forEach(part => part.remove());
                """.formatted(figure, x, y, width, height, width, height));
        alone(browser, """
                (() => {
                  const figure = document.createElement('figure');
                  figure.className = 'diagram';
                  figure.append(document.querySelector("%s .djs-container > svg").cloneNode(true));
                  return figure;
                })()""".formatted(figure));
        picture(browser.as(width, false), name, height);
    }

    /** Shows this part of the page and nothing else. */
    private static void alone(Browser browser, String part) {
        browser.run("""
                const part = %s;
                document.body.replaceChildren(part);
                for (const element of [document.documentElement, document.body, part]) {
                  element.style.cssText = 'margin:0;padding:0;border:0;background:#fff;min-height:0;height:auto;max-width:none';
                }
                """.formatted(part));
    }

    private String idOf(Browser browser, String kind, String key) {
        return browser.go(page("engine-rest/%s/key/%s".formatted(kind, key)))
                .text()
                .replaceFirst("(?s).*?\"id\":\\s*\"([^\"]+)\".*", "$1");
    }

    private void take(Browser browser, int width, String address, String name, int atMost) {
        picture(browser.as(width, false).go(address), name, atMost);
    }

    /** The mail as a reader of mail shows it. */
    private String mail(String order, Notice notice) throws IOException {
        var html = mails.findByOrderNumberOrderById(order).stream()
                .filter(mail -> mail.notice() == notice)
                .findFirst()
                .flatMap(org.forthcoming.communication.Mail::html)
                .orElseThrow();
        return Files.writeString(folder.resolve("mail.html"), html).toUri().toString();
    }

    private void staffsOrder(Browser browser) {
        browser.as(1100, false).go(page("operations/orders/SAMPLE-1001")).press("Where its process stands");
        browser.see("figure[data-drawn] .mark.here");
        picture(browser, "staffs-order.png", 1250);
    }

    /** The warehouse has its work already: the kettles have come. */
    private void workForEachRole() throws Exception {
        for (var number : List.of("1021", "1022")) {
            var id = JsonPath.<String>read(order(number, "Dora Reed", "BLANKET-CHARCOAL"), "$.fulfillments[0].id");
            questions.ask(Long.parseLong(id), "May I have it sent to my office?");
        }
        for (var number : List.of("1023", "1024")) {
            order(number, "Emil Frost", "KETTLE-GREEN");
            call("POST", "orders/%s/cancellation".formatted(number), "{'reason': 'Found one elsewhere.'}");
        }
        for (var sku : List.of("BLANKET-CHARCOAL", "LAMP-WALNUT")) {
            for (var supply : JsonPath.<List<String>>read(call("GET", "supplies?sku=" + sku, ""), "$.items[*].id")) {
                call("PATCH", "supplies/" + supply, "{'quantity': 0}");
            }
        }
    }

    private String order(String number, String customer, String sku) throws Exception {
        return call("POST", "orders", """
                {'number': '%s', 'customer': {'name': '%s', 'email': '%s@example.org', 'country': 'DE'},
                 'lines': [{'sku': '%s', 'quantity': 1}]}""".formatted(
                        number, customer, customer.toLowerCase().replace(' ', '.'), sku));
    }

    private String call(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(page("api/" + path)))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("demo:demo".getBytes()))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        var answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return answer.body();
    }

    private void tasklist(Browser browser, String role, Map<String, String> entries) {
        browser.as(1280, false).go(page(""));
        browser.run("document.querySelector('form[action=\"/logout\"]')?.submit()");
        browser.see("[name=username]");
        browser.go(page("login")).fill("[name=username]", role).fill("[name=password]", role);
        browser.see("main form button").click();
        browser.go(page("camunda/app/tasklist/default/"));
        browser.see("li.task a").click();
        browser.see("button.claim").click();
        browser.see("button.unclaim");
        browser.see(".fjs-form");
        entries.forEach((key, entry) -> browser.fill("input[id$=_%1$s], textarea[id$=_%1$s]".formatted(key), entry));
        picture(browser, "tasklist-" + role + ".png", 900);
    }

    /** With as few colors as a picture of words needs: that makes its file a third as large. */
    private static void picture(Browser browser, String name, int atMost) {
        var file = FOLDER.resolve(name);
        browser.picture(file, atMost);
        try {
            var taken = ImageIO.read(file.toFile());
            var counted = new HashMap<Integer, Integer>();
            for (var y = 0; y < taken.getHeight(); y++) {
                for (var x = 0; x < taken.getWidth(); x++) {
                    counted.merge(taken.getRGB(x, y), 1, Integer::sum);
                }
            }
            var colors = counted.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                    .limit(COLORS)
                    .mapToInt(Map.Entry::getKey)
                    .toArray();
            var palette = new IndexColorModel(8, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
            var lean = new BufferedImage(taken.getWidth(), taken.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette);
            var nearest = new HashMap<Integer, Integer>();
            for (var y = 0; y < taken.getHeight(); y++) {
                for (var x = 0; x < taken.getWidth(); x++) {
                    var index = nearest.computeIfAbsent(taken.getRGB(x, y), color -> nearest(color, colors));
                    lean.getRaster().setSample(x, y, 0, index);
                }
            }
            ImageIO.write(lean, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int nearest(int color, int[] colors) {
        return IntStream.range(0, colors.length)
                .boxed()
                .min(Comparator.comparingInt(index -> distance(color, colors[index])))
                .orElseThrow();
    }

    private static int distance(int one, int other) {
        return IntStream.of(0, 8, 16)
                .map(shift -> (one >> shift & 255) - (other >> shift & 255))
                .map(difference -> difference * difference)
                .sum();
    }

    /** The diagram as Cockpit draws it, without what Cockpit shows around it. */
    private void diagram(Browser browser, String process) throws IOException {
        var id = idOf(browser, "process-definition", process);
        browser.as(1400, false).go(page("camunda/app/cockpit/default/#/process-definition/" + id + "/runtime"));
        browser.see(".djs-container svg .djs-shape");
        var drawing = browser.run("""
                const svg = document.querySelector('.djs-container svg').cloneNode(true);
                const box = document.querySelector('.djs-container svg .viewport > g').getBBox();
                svg.querySelector('.viewport').removeAttribute('transform');
                const pad = 20;
                svg.setAttribute('viewBox', [box.x - pad, box.y - pad, box.width + 2 * pad, box.height + 2 * pad].join(' '));
                svg.setAttribute('width', box.width + 2 * pad);
                svg.setAttribute('height', box.height + 2 * pad);
                svg.querySelectorAll('.djs-outline, .djs-hit').forEach(part => part.remove());
                return svg.outerHTML + '|' + Math.ceil(box.width + 2 * pad) + '|' + Math.ceil(box.height + 2 * pad);
                """).toString();
        var parts = drawing.split("\\|(?=\\d+(\\||$))");
        var page = "<!DOCTYPE html><meta charset=utf-8><style>body{margin:0;background:#fff}svg{display:block}</style>"
                + parts[0];
        var file = Files.writeString(folder.resolve(process + ".html"), page);
        take(
                browser,
                Integer.parseInt(parts[1]),
                file.toUri().toString(),
                process.toLowerCase() + ".png",
                Integer.parseInt(parts[2]));
    }

    private String page(String path) {
        return "http://localhost:%d/%s".formatted(port, path);
    }
}
