package org.forthcoming.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.forthcoming.LampShop;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Orders;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

/** Staff prepares, looks at and starts what happens to many orders at once; who may what, and what everybody sees. */
@SpringBootTest(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:mass-acts-page",
            "forthcoming.sample-data=false",
            "camunda.bpm.job-execution.enabled=false",
            "forthcoming.mass-acts.alone-up-to=2"
        })
@AutoConfigureMockMvc
@Import(LampShop.class)
class MassActsPageTest {

    @Autowired
    MockMvc browser;

    @Autowired
    LampShop shop;

    @Autowired
    Orders orders;

    @Autowired
    ShopCalendar calendar;

    @Autowired
    ManagementService jobs;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void support_sees_whom_it_touches_starts_it_and_reads_what_became_of_each() throws Exception {
        var sku = lampFor(2);

        var prepared = prepare("support", Map.of("kind", "CANCEL", "sku", sku, "reason", "The factory is closed."));
        var page = page("support", prepared);
        assertThat(page.select("tbody tr")).hasSize(2);
        assertThat(page.text()).contains("2 orders, 2 deliveries", "The factory is closed.", "Cancels all of it.");
        assertThat(page.select("button").eachText()).contains("Cancel them", "Don't do it");

        send("support", prepared + "/start", Map.of());
        runJobs();

        assertThat(page("warehouse", prepared).text())
                .contains("2 done, 0 not done, 0 to come", "Started by support")
                .doesNotContain("Cancel them");
        assertThat(status(order(sku, 1))).isEqualTo("CANCELED");
        assertThat(page("finance", "/operations/mass-acts").text()).contains("All that has " + sku, "2 of 2");
    }

    @Test
    void orders_are_selected_where_they_are_found() throws Exception {
        var sku = lampFor(2);

        var found = page("support", "/operations/orders?q=" + sku);
        assertThat(found.select("input[name=orders]").eachAttr("value"))
                .containsExactlyInAnyOrder(order(sku, 1), order(sku, 2));
        var form = found.select("form:has(input[name=orders])").attr("action");
        var next = page("support", form + "?orders=" + order(sku, 1) + "&orders=" + order(sku, 2));
        assertThat(next.select("textarea[name=orders]").text().split("\\s"))
                .containsExactly(order(sku, 1), order(sku, 2));

        assertThat(page("finance", "/operations/orders?q=" + sku).select("input[name=orders]"))
                .isEmpty();
    }

    @Test
    void what_it_would_not_be_done_to_is_counted_before_and_listed_afterwards_also_for_spreadsheets() throws Exception {
        var sku = lampFor(2);
        var promised = Map.of(
                "kind",
                "RE_PROMISE",
                "sku",
                sku,
                "reason",
                "x",
                "promisedOn",
                calendar.today().toString());
        var never = prepare("operations", promised);
        assertThat(page("operations", never).text()).contains("It would not be done to 2 of these 2");

        send("operations", never + "/start", Map.of());
        runJobs();
        assertThat(page("operations", never).text()).contains("Done (0)", "Not done (2)");
        assertThat(page("operations", never + "?only=REFUSED").select("tbody tr"))
                .hasSize(2);
        assertThat(page("operations", never + "?only=DONE").select("tbody tr")).isEmpty();

        var report = open("finance", never + "/report.csv");
        assertThat(report.getContentType()).startsWith("text/csv");
        assertThat(report.getContentAsString().lines())
                .hasSize(3)
                .first()
                .isEqualTo("\"Order\",\"Customer\",\"Delivery\",\"Status\",\"Promised\",\"Outcome\",\"In words\"");
        assertThat(report.getContentAsString().lines().skip(1))
                .allMatch(line -> line.contains("\"Not done\",\"It is promised for "));
    }

    @Test
    void who_prepared_what_touches_many_can_not_start_it_and_somebody_else_can() throws Exception {
        var sku = lampFor(3);
        var prepared = prepare("support", Map.of("kind", "CANCEL", "sku", sku, "reason", "Recalled."));

        assertThat(page("support", prepared).select("button").eachText()).doesNotContain("Cancel them");
        send("support", prepared + "/start", Map.of());
        assertThat(page("support", prepared).text()).contains("Prepared", "somebody else has to look at it");

        send("operations", prepared + "/start", Map.of());
        runJobs();
        assertThat(status(order(sku, 3))).isEqualTo("CANCELED");
    }

    @Test
    void what_is_refused_keeps_what_was_entered_and_says_why() throws Exception {
        var sku = lampFor(1);

        var refused = send("support", "/operations/mass-acts", Map.of("kind", "CANCEL", "sku", sku, "reason", ""));
        assertThat(refused.getStatus()).isEqualTo(200);
        var form = Jsoup.parse(refused.getContentAsString());
        assertThat(form.select("[role=alert]").text()).isEqualTo("Tell the reason, in at most 500 characters.");
        assertThat(form.select("input[name=sku]").val()).isEqualTo(sku);
        assertThat(form.select("input[value=CANCEL]").hasAttr("checked")).isTrue();

        var noDay = Map.of("kind", "RE_PROMISE", "sku", sku, "reason", "x", "promisedOn", "soon");
        assertThat(send("operations", "/operations/mass-acts", noDay).getContentAsString())
                .contains("“soon” is no day; write it like 2027-01-31.");
        assertThat(send("operations", "/operations/mass-acts", Map.of("kind", "SELL", "sku", sku))
                        .getStatus())
                .isEqualTo(400);
    }

    @Test
    void each_role_does_what_it_may_do_to_single_orders() throws Exception {
        var sku = lampFor(1);
        var day = calendar.today().plusDays(60).toString();
        var rePromise = Map.of("kind", "RE_PROMISE", "sku", sku, "reason", "x", "promisedOn", day);

        assertThat(send("support", "/operations/mass-acts", rePromise).getStatus())
                .isEqualTo(403);
        assertThat(send("warehouse", "/operations/mass-acts", Map.of("kind", "CANCEL", "sku", sku, "reason", "x"))
                        .getStatus())
                .isEqualTo(403);
        var prepared = prepare("operations", rePromise);
        assertThat(send("support", prepared + "/start", Map.of()).getStatus()).isEqualTo(403);
        assertThat(page("support", prepared).select("form button").eachText()).doesNotContain("Re-promise them");
        assertThat(open("integration", "/operations/mass-acts").getStatus()).isEqualTo(403);
        assertThat(open("support", "/operations/mass-acts/999999").getStatus()).isEqualTo(404);
    }

    // --------------------------------------------------------------------------------------------------------------

    /** The SKU of a lamp that so many customers wait for. */
    private String lampFor(int customers) {
        var lamp = shop.lamp(50, 20);
        IntStream.rangeClosed(1, customers).forEach(i -> shop.order(lamp, 1, "Ada " + i, "DE"));
        return lamp.sku();
    }

    private static String order(String sku, int customer) {
        return "B-%s-Ada%d".formatted(sku, customer);
    }

    private String status(String order) {
        return transaction.execute(
                status -> orders.findByNumber(order).orElseThrow().status().name());
    }

    private void runJobs() {
        for (var due = jobs.createJobQuery().executable().list();
                due.stream().anyMatch(job -> job.getProcessDefinitionKey() != null);
                due = jobs.createJobQuery().executable().list()) {
            due.stream()
                    .filter(job -> job.getProcessDefinitionKey() != null)
                    .forEach(job -> jobs.executeJob(job.getId()));
        }
    }

    private String prepare(String user, Map<String, String> entered) throws Exception {
        var answer = send(user, "/operations/mass-acts", entered);
        assertThat(answer.getStatus()).isEqualTo(302);
        return answer.getRedirectedUrl();
    }

    private Document page(String user, String path) throws Exception {
        return Jsoup.parse(open(user, path).getContentAsString());
    }

    private MockHttpServletResponse open(String user, String path) throws Exception {
        return browser.perform(get(path).with(user(user).roles(user.toUpperCase(Locale.ROOT))))
                .andReturn()
                .getResponse();
    }

    private MockHttpServletResponse send(String user, String path, Map<String, String> entered) throws Exception {
        var form =
                post(path).with(user(user).roles(user.toUpperCase(Locale.ROOT))).with(csrf());
        entered.forEach(form::param);
        return browser.perform(form).andReturn().getResponse();
    }
}
