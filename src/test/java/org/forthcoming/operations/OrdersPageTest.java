package org.forthcoming.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.forthcoming.LampShop;
import org.forthcoming.LampShop.Lamp;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Mailing;
import org.forthcoming.communication.Mails;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.Orders;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

/** What staff finds out about orders, and does to them, in the back office. */
@SpringBootTest(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:orders-page",
            "forthcoming.sample-data=false",
            "camunda.bpm.job-execution.enabled=false"
        })
@AutoConfigureMockMvc
@Import(LampShop.class)
class OrdersPageTest {

    @Autowired
    MockMvc browser;

    @Autowired
    Mails mails;

    /** Sends as ever, unless a test has the mail server fail. */
    @MockitoSpyBean
    Mailing mailing;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService jobs;

    @Autowired
    Orders orders;

    @Autowired
    ShopCalendar calendar;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    LampShop shop;

    @Autowired
    Receiving receiving;

    private Lamp lamp;
    private String sku;
    private String first;
    private String second;

    @BeforeEach
    void two_customers_wait_for_lamps_of_which_not_all_are_on_their_way() {
        lamp = shop.lamp(10, 5);
        sku = lamp.sku();
        first = shop.order(lamp, 4, "Jana Berg", "DE").number();
        second = shop.order(lamp, 3, "Ada Byron", "DE").number();
    }

    @Test
    void an_order_is_found_by_number_mail_address_name_and_sku() throws Exception {
        assertThat(found(first.toLowerCase())).containsExactly(first);
        assertThat(found("jana-" + first + "@EXAMPLE.org")).containsExactly(first);
        assertThat(found("byron")).contains(second).doesNotContain(first);
        assertThat(found(sku)).containsExactly(second, first);
        assertThat(found("nobody")).isEmpty();
        assertThat(found("%")).as("taken as it stands").isEmpty();
    }

    @Test
    void its_page_says_what_it_counts_on_and_who_is_served_before_it() throws Exception {
        var page = page(second, "WAREHOUSE").text();
        assertThat(page)
                .contains(
                        "3 of " + sku + " count on PO-" + sku,
                        "4 units are served before it",
                        "4 units of 1 order placed earlier",
                        "order " + first + " (4 units, placed earlier)",
                        "Promised");
        assertThat(page(second, "WAREHOUSE").select("dd a[href$=" + first + "]"))
                .as("the order in the way")
                .hasSize(1);
        assertThat(page(first, "WAREHOUSE").text()).contains("none: it is next").doesNotContain("placed earlier");

        assertThat(act(second, "pin", Map.of("evenIfOthersWait", "true"), "OPERATIONS")
                        .getStatus())
                .isEqualTo(302);
        assertThat(page(first, "WAREHOUSE").text())
                .contains(
                        "3 units of 1 order pinned to the front",
                        "order " + second + " (3 units, pinned to the front)");
    }

    @Test
    void its_page_draws_the_process_and_says_in_words_where_it_stands() throws Exception {
        var drawing = page(first, "ANALYST").select("figure.diagram");
        assertThat(drawing.select("figcaption").eachText()).containsExactly("It waits at: Wait for stock.");
        assertThat(drawing.attr("data-here")).isEqualTo("[\"Task_WaitForStock\"]");
        assertThat(drawing.attr("data-failed")).isEqualTo("[]");
        var diagram = answer(drawing.attr("data-diagram"), "ANALYST");
        assertThat(diagram.getContentType()).startsWith("application/xml");
        assertThat(diagram.getContentAsString()).contains("<bpmn:process id=\"Backorder\"", "Task_WaitForStock_di");
    }

    @Test
    void open_tasks_are_shown_to_their_group_with_the_way_into_tasklist() throws Exception {
        receiving.receive(lamp.supply().id(), 4, null);
        var shown = page(first, "WAREHOUSE").select("section:contains(Open tasks) tbody tr");
        assertThat(shown.select("th").text()).isEqualTo("Pack and ship · " + first);
        assertThat(shown.select("td").eachText().subList(0, 2)).containsExactly("warehouse", "nobody yet");
        var task = tasks.createTaskQuery().processInstanceBusinessKey(first).singleResult();
        assertThat(shown.select("a").attr("href")).isEqualTo("/camunda/app/tasklist/default/#/?task=" + task.getId());
        assertThat(page(first, "FINANCE").text()).doesNotContain("Open tasks");

        tasks.claim(task.getId(), "jo");
        tasks.setDueDate(task.getId(), Date.from(calendar.now().minusSeconds(60)));
        var overdue = page(first, "ADMIN").select("section:contains(Open tasks) tbody tr");
        assertThat(overdue.select("td").eachText()).element(1).isEqualTo("jo");
        assertThat(overdue.text()).endsWith("Overdue");
    }

    @Test
    void what_failed_is_said_in_plain_words_and_tried_again_by_those_who_may() throws Exception {
        doThrow(new IllegalStateException("Mail server connection failed"))
                .when(mailing)
                .send(anyLong());
        for (var job = mailJob(); job.getRetries() > 0; job = mailJob()) {
            var failing = job.getId();
            assertThatThrownBy(() -> jobs.executeJob(failing)).hasMessageContaining("connection failed");
        }
        var sentence =
                "Sending the mail “Order confirmed” of order %s to jana-%s@example.org failed: the mail server can't be reached."
                        .formatted(first, first);
        var page = page(first, "SUPPORT");
        assertThat(page.select(".incident p.words").text()).isEqualToIgnoringCase(sentence);
        assertThat(page.select("nav .badge").text()).as("noticed on every page").isEqualTo("1");
        assertThat(page.select(".incident details pre").text()).contains("connection failed");
        assertThat(page(first, "FINANCE").select(".incident form")).isEmpty();
        assertThat(page(second, "SUPPORT").select(".incident")).isEmpty();

        var list = Jsoup.parse(answer("/operations/incidents", "FINANCE").getContentAsString());
        assertThat(list.select("h2").text()).isEqualTo("Deliver mail: the mail server can't be reached");
        assertThat(list.select("main form")).isEmpty();
        var cause = Jsoup.parse(answer("/operations/incidents", "OPERATIONS").getContentAsString())
                .select("form[action$=cause]");
        assertThat(cause.select("input[name=why]").val()).isEqualTo("the mail server can't be reached");
        var incident = page.select(".incident form").attr("action");
        assertThat(posted(incident, Map.of("order", first), "FINANCE").getStatus())
                .isEqualTo(403);
        assertThat(posted("/operations/incidents/cause", Map.of("process", "Mail", "why", "any"), "WAREHOUSE")
                        .getStatus())
                .isEqualTo(403);

        reset(mailing);
        var answer = posted(incident, Map.of("order", first), "SUPPORT");
        assertThat(answer.getRedirectedUrl()).isEqualTo("/operations/orders/" + first);
        assertThat(mailJob().getRetries()).isPositive();
        jobs.executeJob(mailJob().getId());
        assertThat(mails.findByOrderNumberOrderById(first).get(0).status()).isEqualTo(Mail.Status.KEPT);
        assertThat(page(first, "SUPPORT").select(".incident, nav .badge")).isEmpty();
        assertThat(posted(incident, Map.of(), "SUPPORT").getStatus())
                .as("tried by two at once")
                .isEqualTo(302);
    }

    /** That of the first order's confirmation: a bare job at first, then that of a process. */
    private Job mailJob() {
        var instance = runtime.createProcessInstanceQuery()
                .processDefinitionKey("Mail")
                .processInstanceBusinessKey(first)
                .singleResult();
        var mail = Long.toString(mails.findByOrderNumberOrderById(first).get(0).id());
        return instance != null
                ? jobs.createJobQuery().processInstanceId(instance.getId()).singleResult()
                : jobs.createJobQuery().executable().list().stream()
                        .filter(job -> mail.equals(((JobEntity) job).getJobHandlerConfigurationRaw()))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void diagrams_are_for_staff_alone_and_none_is_made_up() throws Exception {
        assertThat(status("/operations/diagrams/Backorder/1", "INTEGRATION")).isEqualTo(403);
        assertThat(status("/operations/diagrams/Backorder/999", "ANALYST")).isEqualTo(404);
        assertThat(status("/operations/diagrams/Nothing/1", "ANALYST")).isEqualTo(404);
        assertThat(status("/operations/diagrams/Backorder/first", "ANALYST")).isEqualTo(400);
    }

    @Test
    void the_customers_page_and_each_act_are_for_those_alone_who_may() throws Exception {
        var warehouse = page(first, "WAREHOUSE");
        assertThat(warehouse.select("a[href*=signature]")).isEmpty();
        assertThat(warehouse.select("form[action*=operations]")).isEmpty();
        assertThat(page(first, "SUPPORT").select("a[href*=signature]")).hasSize(1);
        assertThat(page(first, "OPERATIONS").select("form[action$=pin]")).hasSize(1);
        for (var act : List.of("cancellation", "decision", "pin")) {
            assertThat(act(first, act, Map.of("decision", "CANCEL"), "WAREHOUSE")
                            .getStatus())
                    .as(act)
                    .isEqualTo(403);
        }
        assertThat(act(first, "delivery", Map.of(), "SUPPORT").getStatus()).isEqualTo(403);
        assertThat(status(first)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    @Test
    void support_cancels_a_delivery_with_a_reason_that_goes_into_the_proof() throws Exception {
        var answer = act(first, "cancellation", Map.of("reason", "She called."), "SUPPORT");
        assertThat(answer.getStatus()).isEqualTo(302);
        assertThat(status(first)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(page(first, "SUPPORT").text()).contains("Canceled. Reason: She called.");
    }

    @Test
    void nothing_is_done_without_the_token_of_the_page() throws Exception {
        var answer = browser.perform(post("/operations/orders/" + first + "/cancellation")
                        .with(user("somebody").roles("SUPPORT")))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(status(first)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    @Test
    void what_there_is_not_is_not_found() throws Exception {
        assertThat(status("/operations/orders/NEVER", "SUPPORT")).isEqualTo(404);
    }

    @Test
    void what_is_blocked_is_listed_by_sku_with_what_is_coming() throws Exception {
        var page = Jsoup.parse(
                answer("/operations/blocked?page=2147483647", "ANALYST").getContentAsString());
        assertThat(page.select("main")).isNotEmpty();
        var row = Jsoup.parse(answer("/operations/blocked", "ANALYST").getContentAsString())
                .select("tr:contains(" + sku + ")");
        receiving.receive(lamp.supply().id(), 4, null);
        var waiting =
                Jsoup.parse(answer(row.select("th a").attr("href"), "ANALYST").getContentAsString());
        assertThat(waiting.select("tbody th").eachText())
                .as("who waits for it, without whoever has all units")
                .containsExactly(second);
        assertThat(row.select("td").eachText())
                .startsWith(
                        "7", "2", "10 on %s (PO-%s)".formatted(calendar.today().plusDays(5), sku), "0", "0");
    }

    private List<String> found(String text) throws Exception {
        var page = Jsoup.parse(browser.perform(get("/operations/orders")
                        .param("q", text)
                        .with(user("somebody").roles("FINANCE")))
                .andReturn()
                .getResponse()
                .getContentAsString());
        return page.select("tbody th").eachText();
    }

    private Document page(String number, String role) throws Exception {
        return Jsoup.parse(answer("/operations/orders/" + number, role).getContentAsString());
    }

    private int status(String path, String role) throws Exception {
        return browser.perform(get(path).with(user("somebody").roles(role)))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    private MockHttpServletResponse answer(String path, String role) throws Exception {
        var answer = browser.perform(get(path).with(user("somebody").roles(role)))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(200);
        return answer;
    }

    private MockHttpServletResponse act(String number, String act, Map<String, String> form, String role)
            throws Exception {
        var all = new HashMap<>(form);
        all.put("fulfillment", Long.toString(fulfillment(number)));
        return posted("/operations/orders/" + number + "/" + act, all, role);
    }

    private MockHttpServletResponse posted(String path, Map<String, String> form, String role) throws Exception {
        var request = post(path).with(user("somebody").roles(role)).with(csrf());
        form.forEach(request::param);
        return browser.perform(request).andReturn().getResponse();
    }

    private long fulfillment(String number) {
        return transaction.execute(now ->
                orders.findByNumber(number).orElseThrow().fulfillments().get(0).id());
    }

    private FulfillmentStatus status(String number) {
        return transaction.execute(
                now -> orders.findByNumber(number).orElseThrow().status());
    }
}
