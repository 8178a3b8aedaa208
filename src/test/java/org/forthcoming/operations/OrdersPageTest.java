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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.forthcoming.LampShop;
import org.forthcoming.LampShop.Lamp;
import org.forthcoming.calendar.ClockAdvance;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Mailing;
import org.forthcoming.communication.Mails;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.Line;
import org.forthcoming.orders.Orders;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
            // What is received goes to one delivery at once, to the others by and by
            "forthcoming.inventory.batch-size=1",
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
    ClockAdvance clockAdvance;

    @Autowired
    LampShop shop;

    @Autowired
    Receiving receiving;

    private static final List<String> STAFF =
            List.of("ADMIN", "SUPPORT", "WAREHOUSE", "FINANCE", "OPERATIONS", "ANALYST");

    private Map<String, Object> flash;
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
    void an_order_is_found_by_sku_and_tracking_number_in_any_case_and_with_blanks_around_them() throws Exception {
        assertThat(found(" " + sku.toLowerCase() + "\t")).containsExactly(second, first);
        ready(first);
        done(act(first, "shipment", Map.of("carrier", "DHL", "trackingNumber", "Jd-0" + sku), "WAREHOUSE"));
        for (var entered : List.of("Jd-0" + sku, ("jD-0" + sku).toLowerCase(), "  JD-0" + sku + " ")) {
            assertThat(found(entered)).as(entered).containsExactly(first);
        }
        assertThat(found("Jd-0")).as("a part of it").doesNotContain(first);
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
    void open_tasks_are_shown_to_all_staff_and_the_way_into_tasklist_to_whoever_may_open_them() throws Exception {
        ready(first);
        var shown = page(first, "WAREHOUSE").select("section:contains(Open tasks) tbody tr");
        assertThat(shown.select("th").text()).isEqualTo("Pack and ship · " + first);
        assertThat(shown.select("td").eachText().subList(0, 2)).containsExactly("warehouse", "nobody yet");
        var task = tasks.createTaskQuery().processInstanceBusinessKey(first).singleResult();
        assertThat(shown.select("a").attr("href")).isEqualTo("/camunda/app/tasklist/default/#/?task=" + task.getId());

        tasks.claim(task.getId(), "jo");
        tasks.setDueDate(task.getId(), Date.from(calendar.now().minusSeconds(60)));
        var ofOthers = page(first, "FINANCE").select("section:contains(Open tasks) tbody tr");
        assertThat(ofOthers.select("th").text()).isEqualTo("Pack and ship · " + first);
        assertThat(ofOthers.select("td").eachText().subList(0, 2)).containsExactly("warehouse", "jo");
        assertThat(ofOthers.text()).endsWith("Overdue");
        assertThat(ofOthers.select("a")).isEmpty();
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
    void the_customers_page_is_for_those_alone_who_may_act_as_the_customer() throws Exception {
        assertThat(page(first, "WAREHOUSE").select("a[href*=signature]")).isEmpty();
        assertThat(page(first, "SUPPORT").select("a[href*=signature]")).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "payment, /api/orders/NEVER/payment",
        "cancellation, /api/orders/NEVER/cancellation",
        "decision, /api/fulfillments/0/decision",
        "pin, /api/fulfillments/0/pin",
        "shipment, /api/fulfillments/0/shipment",
        "delivery, /api/fulfillments/0/delivery",
        "feedback, /api/fulfillments/0/feedback"
    })
    void who_may_do_it_in_the_api_may_do_it_on_the_page_and_nobody_else(String act, String call) throws Exception {
        for (var role : STAFF) {
            var inApi = browser.perform(post(call)
                            .with(user("somebody").roles(role))
                            .with(csrf())
                            .contentType("application/json")
                            .content("{}"))
                    .andReturn()
                    .getResponse()
                    .getStatus();
            var onPage = posted(
                            "/operations/orders/NEVER/" + act,
                            Map.of("fulfillment", "0", "decision", "WAIT", "confirmed", "yes"),
                            role)
                    .getStatus();
            assertThat(onPage).as(role).isEqualTo(inApi == 403 ? 403 : 404);
        }
    }

    @Test
    void support_cancels_an_order_after_a_yes_to_what_it_means_and_the_reason_goes_into_the_proof() throws Exception {
        assertThat(offeredTo(first, "cancellation")).containsExactly("ADMIN", "SUPPORT");
        assertThat(act(first, "cancellation", Map.of("confirmed", "yes"), "WAREHOUSE")
                        .getStatus())
                .isEqualTo(403);
        var asked = Jsoup.parse(posted(orders(first) + "/cancellation", Map.of("reason", " She called. "), "SUPPORT")
                .getContentAsString());
        assertThat(asked.select(".review").text())
                .contains("EUR 80.00 go back to the customer", "The customer gets a mail");
        assertThat(status(first)).as("nothing was done yet").isEqualTo(FulfillmentStatus.AWAITING_STOCK);

        done(posted(orders(first) + "/cancellation", yes(asked), "SUPPORT"));
        assertThat(status(first)).isEqualTo(FulfillmentStatus.CANCELED);
        var page = page(first, "SUPPORT");
        assertThat(page.text()).contains("Canceled. Reason: She called.", "EUR 80.00, due by");
        assertThat(offeredTo(first, "cancellation")).isEmpty();
        assertThat(said(posted(orders(first) + "/cancellation", yes(asked), "SUPPORT")))
                .as("pressed again")
                .contains("nothing was changed");
    }

    @Test
    void support_lowers_a_quantity_after_a_yes_and_once_however_often_it_is_pressed() throws Exception {
        var asked = Jsoup.parse(act(first, "cancellation", Map.of("keep:" + sku, "3", "reason", "Too many."), "SUPPORT")
                .getContentAsString());
        assertThat(asked.select(".review").text())
                .contains("1 of " + sku + " is canceled, 3 are kept", "EUR 20.00 go back to the customer");
        assertThat(units(first)).as("nothing was done yet").isEqualTo(4);

        done(posted(orders(first) + "/cancellation", yes(asked), "SUPPORT"));
        assertThat(units(first)).isEqualTo(3);
        assertThat(page(first, "SUPPORT").text())
                .contains("Canceled 1 of %s. Reason: Too many.".formatted(sku), "EUR 20.00, due by");
        assertThat(said(posted(orders(first) + "/cancellation", yes(asked), "SUPPORT")))
                .contains("nothing was changed");
        assertThat(units(first)).isEqualTo(3);

        var rest = Jsoup.parse(
                act(first, "cancellation", Map.of("keep:" + sku, "0"), "ADMIN").getContentAsString());
        assertThat(rest.select(".review").text()).contains("All of delivery 1 is canceled", "EUR 60.00");
        done(posted(orders(first) + "/cancellation", yes(rest), "ADMIN"));
        assertThat(status(first)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @ParameterizedTest(name = "keep {0}")
    @CsvSource({
        "5, Only 4 of",
        "4, Lower at least one number",
        "-1, is no number of units",
        "one, is no number of units",
        "'', is no number of units",
        "99999999999, is no number of units"
    })
    void what_can_not_be_kept_of_a_delivery_is_refused_with_what_was_typed(String keep, String sentence)
            throws Exception {
        var answer = act(first, "cancellation", Map.of("keep:" + sku, keep, "reason", "She called."), "SUPPORT");
        var page = refused(answer, 400, sentence);
        var form = page.select("details[open] form[action$=cancellation]");
        assertThat(form.select("input[name='keep:" + sku + "']").val()).isEqualTo(keep);
        assertThat(form.select("input[name=reason]").val()).isEqualTo("She called.");
        assertThat(page.select(".review")).isEmpty();
        assertThat(units(first)).isEqualTo(4);
    }

    @Test
    void who_has_not_paid_gets_nothing_back_and_finance_records_the_payment() throws Exception {
        var unpaid = shop.unpaid(lamp, 1, "Uma Nelson", "DE").number();
        assertThat(Jsoup.parse(posted(orders(unpaid) + "/cancellation", Map.of(), "SUPPORT")
                                .getContentAsString())
                        .select(".review")
                        .text())
                .contains("Nothing was paid, so nothing goes back.");
        assertThat(offeredTo(unpaid, "payment")).containsExactly("ADMIN", "FINANCE");
        assertThat(offeredTo(first, "payment")).as("it is paid").isEmpty();
        var today = calendar.today();
        var form = page(unpaid, "FINANCE").select("form[action$=payment]");
        assertThat(form.select("[name=amount]").val()).isEqualTo("20.00");
        assertThat(form.select("[name=paidOn]").val()).isEqualTo(today.toString());

        var tooLittle = Map.of("amount", "19.99", "paidOn", today.minusDays(1).toString());
        var page = refused(posted(orders(unpaid) + "/payment", tooLittle, "FINANCE"), 409, "EUR 20.00 are to be paid");
        var kept = page.select("details[open] form[action$=payment]");
        assertThat(kept.select("[name=amount]").val()).isEqualTo("19.99");
        assertThat(kept.select("[name=paidOn]").val())
                .isEqualTo(today.minusDays(1).toString());
        for (var wrong : List.of("", "20,00", "20.001", "a lot", "9999999999999999")) {
            refused(
                    posted(orders(unpaid) + "/payment", Map.of("amount", wrong, "paidOn", today.toString()), "FINANCE"),
                    400,
                    "is no amount");
        }
        for (var wrong : List.of("", "yesterday", "-999999999-01-01", "2026-02-30")) {
            refused(
                    posted(orders(unpaid) + "/payment", Map.of("amount", "20.00", "paidOn", wrong), "FINANCE"),
                    400,
                    "is no day");
        }
        var ahead = Map.of("amount", "20.00", "paidOn", today.plusDays(1).toString());
        refused(posted(orders(unpaid) + "/payment", ahead, "FINANCE"), 400, "lies ahead");

        done(posted(
                orders(unpaid) + "/payment",
                Map.of("amount", " 20.00 ", "paidOn", today.minusDays(1).toString()),
                "FINANCE"));
        assertThat(page(unpaid, "FINANCE").text())
                .contains("The order was paid on %s: EUR 20.00.".formatted(today.minusDays(1)))
                .doesNotContain("to be paid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAREHOUSE", "OPERATIONS", "ADMIN"})
    void whoever_packs_reports_the_shipment_once_it_is_ready(String role) throws Exception {
        assertThat(offeredTo(first, "shipment")).as("not ready").isEmpty();
        refused(
                act(first, "shipment", Map.of("carrier", "DHL", "trackingNumber", "1"), role),
                409,
                "not all of its units are here");
        ready(first);
        assertThat(offeredTo(first, "shipment")).containsExactly("ADMIN", "WAREHOUSE", "OPERATIONS");
        var page = refused(
                act(first, "shipment", Map.of("carrier", " ", "trackingNumber", "0034"), role),
                409,
                "Tell the carrier");
        assertThat(page.select("details[open] form[action$=shipment] [name=trackingNumber]")
                        .val())
                .isEqualTo("0034");

        done(act(first, "shipment", Map.of("carrier", " DHL ", "trackingNumber", "0034"), role));
        assertThat(status(first)).isEqualTo(FulfillmentStatus.SHIPPED);
        assertThat(page(first, role).text()).contains("DHL has it, tracking number 0034.");
        assertThat(offeredTo(first, "shipment")).isEmpty();
    }

    @Test
    void the_warehouse_reports_the_delivery_and_support_what_the_customer_says_of_it() throws Exception {
        ready(first);
        done(act(first, "shipment", Map.of("carrier", "DHL", "trackingNumber", "0034"), "WAREHOUSE"));
        assertThat(offeredTo(first, "delivery")).containsExactly("ADMIN", "WAREHOUSE");
        assertThat(offeredTo(first, "feedback")).as("not asked for yet").isEmpty();
        done(act(first, "delivery", Map.of(), "WAREHOUSE"));
        assertThat(offeredTo(first, "delivery")).isEmpty();

        assertThat(offeredTo(first, "feedback")).containsExactly("ADMIN", "SUPPORT");
        var page = refused(act(first, "feedback", Map.of("comment", "Bright."), "SUPPORT"), 400, "from 1 to 5");
        assertThat(page.select("details[open] form[action$=feedback] textarea").text())
                .isEqualTo("Bright.");
        refused(act(first, "feedback", Map.of("rating", "6"), "SUPPORT"), 400, "from 1 to 5");
        refused(
                act(first, "feedback", Map.of("rating", "5", "comment", "x".repeat(1001)), "SUPPORT"),
                400,
                "at most 1000 characters");
        done(act(first, "feedback", Map.of("rating", "5", "comment", "Bright.\r\nWarm."), "SUPPORT"));
        assertThat(page(first, "SUPPORT").text()).contains("Rated 5 of 5. Bright. Warm.");
        assertThat(offeredTo(first, "feedback")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"WAIT, AWAITING_STOCK", "CANCEL, CANCELED"})
    void support_enters_what_a_customer_answers_to_the_notice_of_a_delay(String decision, FulfillmentStatus then)
            throws Exception {
        var asked = shop.order(lamp, 2, "Ann Lee", "US").number();
        assertThat(offeredTo(asked, "decision")).as("nothing is asked").isEmpty();
        refused(act(asked, "decision", Map.of("decision", "WAIT"), "SUPPORT"), 409, "Nothing is asked");
        shop.slips(lamp, 60, "A strike at the port");
        clockAdvance.advance(Duration.ofMinutes(31));
        assertThat(offeredTo(asked, "decision")).containsExactly("ADMIN", "SUPPORT");
        var form = page(asked, "SUPPORT").select("form[action$=decision]");
        var version = form.select("[name=promiseVersion]").val();
        refused(
                act(asked, "decision", Map.of("decision", decision, "promiseVersion", "1"), "SUPPORT"),
                409,
                "not about version 1");

        var answer = act(asked, "decision", Map.of("decision", decision, "promiseVersion", version), "SUPPORT");
        if (decision.equals("CANCEL")) {
            var review = Jsoup.parse(answer.getContentAsString());
            assertThat(review.select(".review").text()).contains("EUR 40.00 go back to the customer");
            assertThat(status(asked)).as("nothing was done yet").isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
            answer = posted(orders(asked) + "/decision", yes(review), "SUPPORT");
        }
        done(answer);
        assertThat(status(asked)).isEqualTo(then);
    }

    @Test
    void operations_serve_an_order_first_unless_that_breaks_promises_given_to_others() throws Exception {
        assertThat(offeredTo(second, "pin")).containsExactly("ADMIN", "OPERATIONS");
        receiving.announce("PO2-" + sku, sku, 9, calendar.today().plusDays(40));
        var late = shop.order(lamp, 9, "Late One", "DE").number();
        refused(act(late, "pin", Map.of(), "OPERATIONS"), 409, "would break");
        done(act(late, "pin", Map.of("evenIfOthersWait", "true"), "OPERATIONS"));
        assertThat(page(late, "OPERATIONS").text()).contains("Put first in the queue.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancellation", "decision", "pin", "shipment", "delivery", "feedback"})
    void a_delivery_of_another_order_is_not_found_in_this_one(String act) throws Exception {
        var form = Map.of(
                "fulfillment",
                Long.toString(fulfillment(second)),
                "confirmed",
                "yes",
                "decision",
                "CANCEL",
                "carrier",
                "DHL",
                "trackingNumber",
                "1",
                "rating",
                "5");
        assertThat(posted(orders(first) + "/" + act, form, "ADMIN").getStatus()).isEqualTo(404);
        assertThat(status(second)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    @ParameterizedTest
    @CsvSource({"reason, cancellation, '\u0000'", "carrier, shipment, '\n'", "comment, feedback, '\u0007'"})
    void characters_that_no_database_stores_are_refused_with_a_sentence(String field, String act, String letter)
            throws Exception {
        var form = Map.of(field, "DH" + letter + "L", "trackingNumber", "1", "rating", "5", "confirmed", "yes");
        var answer = act(first, act, form, "ADMIN");
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getErrorMessage())
                .isEqualTo("The field “%s” must not have the control character U+%04X."
                        .formatted(field, (int) letter.charAt(0)));
        assertThat(status(first)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/operations/orders?q=",
                "/operations/orders?waitingFor=",
                "/operations/mails?order=",
                "/operations/incidents/cause?process="
            })
    void nor_do_staffs_other_pages_take_them(String address) throws Exception {
        var answer = browser.perform(
                        get(URI.create(address + "a%00b")).with(user("somebody").roles("SUPPORT")))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getErrorMessage()).contains("must not have the control character U+0000");
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
        ready(first);
        var waiting =
                Jsoup.parse(answer(row.select("th a").attr("href"), "ANALYST").getContentAsString());
        assertThat(waiting.select("tbody th").eachText())
                .as("who waits for it, without whoever has all units")
                .containsExactly(second);
        assertThat(row.select("td").eachText())
                .startsWith(
                        "7", "2", "10 on %s (PO-%s)".formatted(calendar.today().plusDays(5), sku), "0", "0");
    }

    @Test
    void what_is_blocked_tells_how_many_could_be_released_as_soon_as_they_are_allocated() throws Exception {
        receiving.receive(lamp.supply().id(), 8, null);
        assertThat(status(first)).as("the first batch").isEqualTo(FulfillmentStatus.READY_TO_SHIP);
        assertThat(status(second)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        var row = Jsoup.parse(answer("/operations/blocked", "WAREHOUSE").getContentAsString())
                .select("tr:contains(" + sku + ")");
        assertThat(row.select("td").eachText())
                .as("units and deliveries waiting, coming, short, releasable now")
                .containsExactly(
                        "3", "1", "2 on %s (PO-%s)".formatted(calendar.today().plusDays(5), sku), "0", "1");
    }

    @Test
    void the_way_to_mass_acts_is_shown_to_those_alone_who_may_do_any() throws Exception {
        for (var role : STAFF) {
            var link = Jsoup.parse(answer("/operations/blocked", role).getContentAsString())
                    .select("main a[href*=mass-acts]");
            var may = status("/operations/mass-acts/new", role) == 200;
            assertThat(!link.isEmpty()).as(role).isEqualTo(may);
        }
    }

    /** Its units are here, and the warehouse was asked to pack it. */
    private void ready(String number) {
        receiving.receive(lamp.supply().id(), units(number), null);
        assertThat(status(number)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
    }

    /** The roles that find this act on the order's page. */
    private List<String> offeredTo(String number, String act) throws Exception {
        var offered = new ArrayList<String>();
        for (var role : STAFF) {
            if (!page(number, role).select("form[action$=/%s]".formatted(act)).isEmpty()) {
                offered.add(role);
            }
        }
        return offered;
    }

    /** What is sent when the question is answered with yes. */
    private static Map<String, String> yes(Document asked) {
        return asked.select(".review form input").stream()
                .filter(field -> !field.attr("name").equals("_csrf"))
                .collect(Collectors.toMap(field -> field.attr("name"), field -> field.attr("value")));
    }

    private static String orders(String number) {
        return "/operations/orders/" + number;
    }

    private static void done(MockHttpServletResponse answer) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(302);
    }

    /** What is said on the page that is shown next. */
    private String said(MockHttpServletResponse answer) throws Exception {
        done(answer);
        return (String) flash.get("said");
    }

    private static Document refused(MockHttpServletResponse answer, int status, String sentence) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(status);
        var page = Jsoup.parse(answer.getContentAsString());
        assertThat(page.select(".message.warm").text()).contains(sentence);
        return page;
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
        var result = browser.perform(request).andReturn();
        flash = result.getFlashMap();
        return result.getResponse();
    }

    private long fulfillment(String number) {
        return transaction.execute(now ->
                orders.findByNumber(number).orElseThrow().fulfillments().get(0).id());
    }

    private int units(String number) {
        return transaction.execute(
                now -> orders.findByNumber(number).orElseThrow().fulfillments().get(0).lines().stream()
                        .mapToInt(Line::quantity)
                        .sum());
    }

    private FulfillmentStatus status(String number) {
        return transaction.execute(
                now -> orders.findByNumber(number).orElseThrow().status());
    }
}
