package org.forthcoming.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.forthcoming.calendar.ClockAdvance;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.communication.CustomerLink;
import org.forthcoming.communication.InWords;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.Kind;
import org.forthcoming.offers.NewOffer;
import org.forthcoming.orders.Delays;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Fulfilling.Decision;
import org.forthcoming.orders.Fulfilling.Units;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.Line;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.DeliverTo;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Order;
import org.forthcoming.orders.Ordering;
import org.forthcoming.orders.Orders;
import org.forthcoming.orders.Placement;
import org.forthcoming.orders.QuestionBook;
import org.forthcoming.orders.Questions;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** What customers can see and do on their order's page. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:customers",
            "forthcoming.sample-data=false",
            "camunda.bpm.job-execution.enabled=false"
        })
class CustomersPageTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static int placed;

    @LocalServerPort
    int port;

    @Autowired
    Catalog catalog;

    @Autowired
    Receiving receiving;

    @Autowired
    Inventory inventory;

    @Autowired
    Ordering ordering;

    @Autowired
    Orders orders;

    @Autowired
    Fulfilling fulfilling;

    @Autowired
    Delays delays;

    @Autowired
    Questions questions;

    @Autowired
    QuestionBook questionBook;

    @Autowired
    CustomerLink link;

    @Autowired
    ShopCalendar calendar;

    @Autowired
    ClockAdvance clockAdvance;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void the_link_opens_the_order_without_a_login_and_leaves_no_cookie() throws Exception {
        var answer = get(link.page(placed("en", 3)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(page(answer).text()).contains("Waiting for the goods", "Ships by", "Desk lamp");
        assertThat(page(answer).select("script")).as("works without scripts").isEmpty();
    }

    @Test
    void a_forged_or_altered_link_opens_nothing() throws Exception {
        var order = placed("en", 3);
        var genuine = link.page(order);
        for (var wrong : List.of(
                genuine.replaceFirst("signature=.*", "signature=" + "0".repeat(64)),
                genuine.replaceFirst("&signature=.*", ""),
                genuine.replaceFirst("show=order", "show=canceled"),
                genuine + "&fulfillment=1",
                genuine.substring(0, genuine.length() - 64)
                        + genuine.substring(genuine.length() - 64).toUpperCase(),
                genuine.replaceFirst(order.number(), placed("en", 1).number()),
                genuine.replaceFirst(order.number(), "NEVER-PLACED"))) {
            var answer = get(wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(404);
            assertThat(page(answer).text()).doesNotContain("Desk lamp", order.number());
            assertThat(post(wrong, Map.of("decision", "CANCEL")).statusCode()).isEqualTo(404);
        }
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    @Test
    void to_look_never_acts() throws Exception {
        var order = placed("en", 3);
        var part = order.fulfillments().get(0);
        for (var look : List.of(
                link.cancelPage(part),
                link.feedbackPage(part, 1),
                link.pageAfter("canceled", order.number(), part.id()))) {
            assertThat(get(look).statusCode()).isEqualTo(200);
            assertThat(page(get(look)).select(".message"))
                    .as("nothing was done")
                    .isEmpty();
        }
        assertThat(page(get(link.cancelPage(part))).select("details[open]")).hasSize(1);
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    @Test
    void a_customer_cancels_and_is_told_what_goes_back() throws Exception {
        var order = placed("en", 3);
        var part = Long.toString(order.fulfillments().get(0).id());
        var done = page(followed(post(link.page(order), Map.of("decision", "CANCEL", "fulfillment", part))));
        assertThat(done.text()).contains("This delivery is canceled.", "€64.90 goes back to you");
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(inventory.stock(sku(order)).orElseThrow().waiting()).isZero();
    }

    @Test
    void a_quantity_is_lowered_after_a_yes_and_refunded() throws Exception {
        var order = placed("en", 3);
        var part = Long.toString(order.fulfillments().get(0).id());
        var asked = page(post(link.page(order), Map.of("fulfillment", part, "sku", sku(order), "quantity", "1")));
        assertThat(asked.text()).contains("2 × Desk lamp will be canceled; you keep 1.", "€40.00 back");
        assertThat(units(order)).as("nothing was done yet").isEqualTo(3);

        var yes = asked.select("form:has([name=confirmed]) input").stream()
                .collect(Collectors.toMap(field -> field.attr("name"), field -> field.attr("value")));
        var done = page(followed(post(link.page(order), yes)));
        assertThat(done.text()).contains("Your order is changed.", "€40.00 goes back to you");
        assertThat(units(order)).isEqualTo(1);

        assertThat(page(post(link.page(order), yes)).text()).as("pressed again").contains("nothing was changed");
        assertThat(units(order)).isEqualTo(1);
    }

    @Test
    void whoever_keeps_nothing_gets_the_fee_back_too() throws Exception {
        var order = placed("en", 2);
        var part = Long.toString(order.fulfillments().get(0).id());
        var asked = page(post(link.page(order), Map.of("fulfillment", part, "sku", sku(order), "quantity", "0")));
        assertThat(asked.text())
                .contains("2 × Desk lamp will be canceled", "€44.90 back")
                .doesNotContain("€40.00 back");
    }

    @Test
    void more_is_ordered_after_a_yes_to_place_day_and_price() throws Exception {
        var order = placed("en", 3);
        var part = Long.toString(order.fulfillments().get(0).id());
        var asked = page(post(link.page(order), Map.of("fulfillment", part, "sku", sku(order), "quantity", "5")));
        assertThat(asked.text())
                .contains("You order 2 × Desk lamp more.", "end of the queue", "ships by", "€40.00, still to be paid");
        assertThat(units(order)).as("nothing was done yet").isEqualTo(3);

        var yes = asked.select("form:has([name=confirmed]) input").stream()
                .collect(Collectors.toMap(field -> field.attr("name"), field -> field.attr("value")));
        var done = page(followed(post(link.page(order), yes)));
        assertThat(done.text())
                .contains(
                        "You have ordered more.",
                        "Delivery 2 of 2",
                        "You ordered on top: 2 × Desk lamp.",
                        "€40.00 of it still to be paid");
        assertThat(units(order)).isEqualTo(5);

        assertThat(page(post(link.page(order), yes)).text())
                .as("pressed again")
                .contains("nothing was done", "Is this right?");
        assertThat(units(order)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4711-20-99",
                "4711-20-12 on 1999-01-31",
                "LAMP+A",
                "L. 1 of 2 (x)",
                "LAMP. Reason: none",
                "Stehlampe Größe #3:@_",
                "LAMP is now released on 2020-01-01."
            })
    void what_happened_is_told_whatever_the_sku_looks_like(String sku) throws Exception {
        var release = calendar.today().plusDays(20);
        catalog.put(sku, offer(Kind.PREORDER, release));
        receiving.announce("PO-" + ++placed, sku, 10, calendar.today().plusDays(5));
        var order = placed("en", new NewLine(sku, 3, null), "US");
        var part = order.fulfillments().get(0);
        assertThat(fulfilling.cancel(part.id(), List.of(new Units(sku, 1)), "2020-01-31, 1 of 9.", "customer"))
                .isInstanceOf(Answer.Done.class);
        catalog.put(sku, offer(Kind.PREORDER, release.plusDays(1)));

        var answer = get(link.page(order));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(page(answer).text())
                .contains("You canceled 1 × Desk lamp.")
                .contains("Desk lamp is now released on " + new InWords(Locale.ENGLISH).day(release.plusDays(1)) + ".");
    }

    @Test
    void what_makes_no_sense_is_refused_with_a_sentence() throws Exception {
        var order = placed("en", 3);
        var address = link.page(order);
        refused(address, Map.of(), 400, "It was not clear what to do");
        refused(address, Map.of("decision", "MAYBE"), 400, "It was not clear what to do");
        refused(address, Map.of("decision", "WAIT"), 409, "There is nothing to decide");
        refused(address, Map.of("quantity", "11"), 409, "can’t promise so many more");
        refused(address, Map.of("quantity", "a few"), 400, "as a number from 0");
        refused(address, Map.of("quantity", "-1"), 400, "as a number from 0");
        refused(address, Map.of("quantity", "1", "sku", "OTHER"), 400, "as a number from 0");
        refused(address, Map.of("decision", "CANCEL", "fulfillment", "999999"), 400, "It was not clear what to do");
        refused(address, Map.of("rating", "6"), 409, "We ask for feedback when");
        assertThat(units(order)).isEqualTo(3);
    }

    @Test
    void what_has_shipped_is_not_canceled() throws Exception {
        var order = shipped();
        var part = Long.toString(order.fulfillments().get(0).id());
        var page = page(get(link.page(order)));
        assertThat(page.text()).contains("On its way to you", "DHL", "0034-1");
        assertThat(page.select("[value=CANCEL]")).isEmpty();
        refused(link.page(order), Map.of("decision", "CANCEL"), 409, "It has shipped");
        refused(link.page(order), Map.of("decision", "CANCEL", "fulfillment", part), 409, "It has shipped");
        refused(link.page(order), Map.of("quantity", "1", "fulfillment", part), 409, "It has shipped");
    }

    @Test
    void feedback_is_given_once_when_it_was_asked_for() throws Exception {
        var order = shipped();
        var part = order.fulfillments().get(0).id();
        fulfilling.feedbackRequested(part);
        var page = page(get(link.feedbackPage(order.fulfillments().get(0), 4)));
        assertThat(page.select("[name=rating][checked]").attr("value")).isEqualTo("4");

        var rating = Map.of("fulfillment", Long.toString(part), "rating", "4", "comment", "Good\u0000 lamp");
        refused(link.page(order), Map.of("fulfillment", Long.toString(part), "rating", "0"), 400, "from 1 to 5");
        refused(link.page(order), Map.of("rating", "4", "comment", "x".repeat(1001)), 400, "1,000 characters");
        assertThat(page(followed(post(link.page(order), rating))).text())
                .contains("Thank you for your feedback!", "Good lamp");
        refused(link.page(order), rating, 409, "You have given your feedback before");
    }

    @Test
    void a_german_order_is_told_in_german() throws Exception {
        var order = placed("de-AT", 3);
        var page = page(get(link.page(order)));
        assertThat(page.select("html").attr("lang")).isEqualTo("de");
        assertThat(page.text()).contains("Ihre Bestellung", "Versand bis", "Wartet auf die Ware", "€ 60,00");
        refused(link.page(order), Map.of("quantity", "11"), 409, "im Moment nicht zusagen");
    }

    // --------------------------------------------------------------------------------------------------------------

    @Test
    void the_link_in_a_mail_chooses_the_answer_to_a_delay_and_a_button_gives_it() throws Exception {
        var order = delayed();
        var part = order.fulfillments().get(0);
        var notice = delays.last(part.id()).orElseThrow();
        for (var answer : Map.of(link.waitPage(part, notice), "WAIT", link.cancelPage(part, notice), "CANCEL")
                .entrySet()) {
            var opened = page(get(answer.getKey()));
            assertThat(opened.select(".question input[checked]").eachAttr("value"))
                    .containsExactly(answer.getValue());
            assertThat(opened.select(".question").text())
                    .contains("We can’t ship it by", "The reason: a strike at the port", "We need your yes");
        }
        assertThat(status(order)).as("to look is no answer").isEqualTo(FulfillmentStatus.CANCEL_OFFERED);

        var form = Map.of("fulfillment", Long.toString(part.id()), "decision", "WAIT");
        var agreed = page(followed(post(link.waitPage(part, notice), form)));
        assertThat(agreed.select(".message").text()).contains("Thank you for waiting");
        assertThat(agreed.select(".question")).isEmpty();
        assertThat(agreed.select(".history").text()).contains("You agreed to wait.");
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
        refused(link.waitPage(part, notice), form, 409, "There is nothing to decide at the moment.");
    }

    @Test
    void nobody_agrees_to_a_delay_that_they_were_told_of_only_after_they_opened_the_page() throws Exception {
        var order = delayed();
        var part = order.fulfillments().get(0);
        var oldNotice = delays.last(part.id()).orElseThrow();
        var oldForm = filledIn(page(get(link.page(order))), ".question form");
        slipsTo(order, Optional.empty());

        for (var decision : List.of("WAIT", "CANCEL")) {
            oldForm.put("decision", decision);
            refused(link.page(order), oldForm, 409, "this is another question now");
        }
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCEL_OFFERED);
        var present = page(get(link.waitPage(part, oldNotice)));
        assertThat(present.select(".message").text()).contains("We wrote to you again meanwhile");
        assertThat(present.select(".question").text()).contains("can’t name a new day");
        assertThat(present.select(".question input[checked]")).as("not chosen").isEmpty();

        var form = filledIn(present, ".question form");
        form.put("decision", "WAIT");
        assertThat(page(followed(post(link.page(order), form)))
                        .select(".message")
                        .text())
                .contains("Thank you for waiting");
    }

    @Test
    void who_cancels_what_is_late_has_answered_the_question_about_it() throws Exception {
        for (var whole : List.of(true, false)) {
            var order = delayed();
            var part = Long.toString(order.fulfillments().get(0).id());
            var form = whole ? Map.of("decision", "CANCEL") : Map.of("decision", "CANCEL", "fulfillment", part);
            assertThat(page(followed(post(link.page(order), form)))
                            .select(".history")
                            .text())
                    .contains("Your answer reached us.", "You canceled it.");
        }
    }

    @Test
    void an_answer_to_a_question_that_is_closed_does_nothing_and_shows_where_one_still_can_cancel() throws Exception {
        var order = delayed();
        var form = filledIn(page(get(link.page(order))), ".question form");
        fulfilling.decide(order.fulfillments().get(0).id(), Decision.WAIT, "support");

        form.put("decision", "CANCEL");
        refused(link.page(order), form, 409, "you can still cancel below");
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);

        var other = delayed();
        var canceling = filledIn(page(get(link.page(other))), ".question form");
        canceling.put("decision", "CANCEL");
        followed(post(link.page(other), canceling));
        assertThat(page(followed(post(link.page(other), canceling))).text())
                .as("pressed twice")
                .contains("This delivery is canceled.");
    }

    @Test
    void a_customer_asks_and_reads_the_answer_and_every_mail_on_the_page() throws Exception {
        var order = placed("en", 1);
        var asked = page(followed(post(link.page(order), Map.of("question", "Is it\ndimmable?"))));
        assertThat(asked.select(".message").text()).contains("Thank you for your question.");
        assertThat(asked.select(".talk").text()).contains("Is it dimmable?", "Not answered yet");

        var question =
                questionBook.findByFulfillmentOrderIdOrderById(order.id()).get(0);
        questions.answer(question.id(), "Yes, it is.", "support");
        clockAdvance.advance(Duration.ofSeconds(1));
        var page = page(get(link.questionPage(order.fulfillments().get(0))));
        assertThat(page.select("details[open] .talk").text()).contains("Yes, it is.");
        assertThat(page.select("details.mail summary").eachText())
                .hasSize(2)
                .anyMatch(subject -> subject.contains("We have your order"))
                .anyMatch(subject -> subject.contains("we have your question"));
        assertThat(page.select("details.mail .words").get(0).wholeText()).contains("Desk lamp", "Hello Jana Berg");
        refused(link.page(order), Map.of("question", " "), 400, "Please write your question");
        refused(link.page(order), Map.of("question", "x".repeat(2001)), 400, "at most 2,000 characters");
    }

    @Test
    void a_customer_has_it_sent_elsewhere_in_the_same_country() throws Exception {
        var order = placed("en", 1);
        var page = page(get(link.page(order)));
        var fields = page.select("form:has([name=street]) input").stream()
                .collect(Collectors.toMap(field -> field.attr("name"), field -> field.attr("value")));
        assertThat(fields).containsEntry("street", "Hafengasse 1").containsEntry("city", "Hamburg");
        fields.putAll(Map.of("address", "CHANGE", "street", "Am Markt 5", "city", "Kiel", "postalCode", "24103"));
        var done = page(followed(post(link.page(order), fields)));
        assertThat(done.select(".message").text()).contains("It goes to the new address now.");
        assertThat(done.text()).contains("Am Markt 5", "24103 Kiel", "Germany", "You changed the address.");
        clockAdvance.advance(Duration.ofSeconds(1));
        assertThat(page(get(link.page(order)))
                        .select("details.mail .words")
                        .last()
                        .wholeText())
                .contains("Your order", "Am Markt 5", "24103 Kiel");

        fields.put("street", " ");
        refused(link.page(order), fields, 400, "Please fill in name, street");
        var shipped = shipped();
        assertThat(page(get(link.page(shipped))).select("[name=street]")).isEmpty();
        fields.put("street", "Am Markt 6");
        refused(link.page(shipped), fields, 409, "can’t be changed any more");
    }

    @Test
    void a_customer_in_the_eu_withdraws_with_one_confirmation() throws Exception {
        var order = placed("de", 1);
        var page = page(get(link.page(order)));
        assertThat(page.select("summary").eachText()).contains("Vertrag widerrufen");
        var part = Long.toString(order.fulfillments().get(0).id());
        refused(link.page(order), Map.of("withdrawal", "PERHAPS", "fulfillment", part), 400, "wurde nichts getan");
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);

        var done = page(followed(post(link.page(order), Map.of("withdrawal", "CONFIRM", "fulfillment", part))));
        assertThat(done.select(".message").text()).contains("Ihr Widerruf ist bei uns.");
        assertThat(done.text()).contains("Sie haben den Vertrag am");
        assertThat(done.select("summary").eachText()).doesNotContain("Vertrag widerrufen");
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void an_american_finds_no_withdrawal_and_no_period() throws Exception {
        var order = delayed();
        var page = page(get(link.page(order)));
        assertThat(page.select("summary").eachText())
                .doesNotContain("Withdraw from contract here", "Set us a last period");
        var part = Long.toString(order.fulfillments().get(0).id());
        refused(link.page(order), Map.of("withdrawal", "CONFIRM", "fulfillment", part), 409, "withdrawn from any more");
        var day = calendar.today().plusDays(20).toString();
        refused(link.page(order), Map.of("period", day, "fulfillment", part), 409, "nothing was done");
    }

    @Test
    void a_customer_sets_a_last_period_and_ends_the_contract_when_it_is_missed() throws Exception {
        var order = delayed("DE");
        var part = order.fulfillments().get(0);
        var form = page(get(link.page(order))).select("form:has([name=period])");
        assertThat(form.select("[name=period]").attr("value"))
                .isEqualTo(calendar.today().plusDays(14).toString());
        var id = Long.toString(part.id());
        for (var wrong : List.of("", "soon", calendar.today().toString())) {
            refused(link.page(order), Map.of("period", wrong, "fulfillment", id), 400, "within the next 180 days");
        }
        var lastDay = calendar.today().plusDays(10);
        var set = page(followed(post(link.page(order), Map.of("period", lastDay.toString(), "fulfillment", id))));
        assertThat(set.select(".period").text()).contains("it has to be delivered by");
        assertThat(set.select(".period button")).isEmpty();

        clockAdvance.advance(Duration.ofDays(11));
        var missed = page(get(link.page(order)));
        assertThat(missed.select(".period").text()).contains("is over", "End the contract");
        followed(post(link.page(order), filledIn(missed, ".period form", "period", "END")));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void a_customer_ends_the_contract_on_what_shipped_after_the_last_period() throws Exception {
        var order = delayed("GB");
        var id = order.fulfillments().get(0).id();
        var end = Map.of("period", "END", "fulfillment", Long.toString(id));
        refused(link.page(order), end, 409, "was not missed");
        var lastDay = calendar.today().plusDays(10).toString();
        followed(post(link.page(order), Map.of("period", lastDay, "fulfillment", Long.toString(id))));
        clockAdvance.advance(Duration.ofDays(11));
        receiving.receive(
                inventory.stock(sku(order)).orElseThrow().incoming().get(0).supplyId(), 10, null);
        fulfilling.ship(id, "DHL", "0034-1", "warehouse");

        var page = page(get(link.page(order)));
        assertThat(page.select(".period").text()).contains("without a delivery in time", "End the contract");
        var ended = page(followed(post(link.page(order), filledIn(page, ".period form", "period", "END"))));
        assertThat(ended.text()).contains("Your withdrawal has reached us", "You ended the contract");
        assertThat(ended.select(".period")).isEmpty();
    }

    @Test
    void an_older_form_does_not_undo_a_newer_address() throws Exception {
        var order = placed("en", 1);
        var older = filledIn(page(get(link.page(order))), "form:has([name=street])", "address", "CHANGE");
        older.put("street", "Am Markt 5");
        followed(post(link.page(order), older));
        assertThat(followed(post(link.page(order), older)).statusCode())
                .as("pressed twice")
                .isEqualTo(200);

        var newer = filledIn(page(get(link.page(order))), "form:has([name=street])", "address", "CHANGE");
        newer.put("street", "Hafengasse 9");
        followed(post(link.page(order), newer));
        refused(link.page(order), older, 409, "The order has changed meanwhile, so nothing was done.");
        assertThat(page(get(link.page(order))).select("[name=street]").val()).isEqualTo("Hafengasse 9");

        older.remove("replaces");
        followed(post(link.page(order), older));
        assertThat(page(get(link.page(order))).select("[name=street]").val()).isEqualTo("Am Markt 5");
    }

    @Test
    void what_was_answered_is_not_asked_anew() throws Exception {
        var order = placed("en", 1);
        var form = Map.of("question", "Is it dimmable?");
        followed(post(link.page(order), form));
        followed(post(link.page(order), form));
        var asked = questionBook.findByFulfillmentOrderIdOrderById(order.id());
        assertThat(asked).as("pressed twice").hasSize(1);
        questions.answer(asked.get(0).id(), "Yes, it is.", "support");

        refused(link.page(order), form, 409, "You asked this before");
        assertThat(page(post(link.page(order), form))
                        .select("details[open] .talk")
                        .text())
                .contains("Yes, it is.");
        assertThat(questionBook.findByFulfillmentOrderIdOrderById(order.id())).hasSize(1);
    }

    /** By more than 30 days, for a customer in the United States. */
    private Order delayed() {
        return delayed("US");
    }

    private Order delayed(String country) {
        var order = placed("en", 3, country);
        slipsTo(order, Optional.of(calendar.today().plusDays(90)));
        return order;
    }

    private void slipsTo(Order order, Optional<LocalDate> day) {
        var supply = inventory.stock(sku(order)).orElseThrow().incoming().get(0).supplyId();
        receiving.change(supply, day, null, "a strike at the port");
        clockAdvance.advance(Duration.ofMinutes(31));
    }

    private static Map<String, String> filledIn(Document page, String form, String button, String value) {
        var fields = filledIn(page, form);
        fields.put(button, value);
        return fields;
    }

    /** The fields of a form as the browser would send them, choices left open. */
    private static Map<String, String> filledIn(Document page, String form) {
        return page.selectFirst(form).select("input:not([type=radio]), textarea").stream()
                .collect(Collectors.toMap(field -> field.attr("name"), Element::val));
    }

    private Order placed(String locale, int lamps) {
        return placed(locale, lamps, "DE");
    }

    /** So many lamps of 20.00 are ordered, with more of them on the way, and 4.90 paid for shipping. */
    private Order placed(String locale, int lamps, String country) {
        var sku = "LAMP-" + ++placed;
        catalog.put(sku, offer(Kind.BACKORDER, null));
        receiving.announce("PO-" + placed, sku, 10, calendar.today().plusDays(5));
        return placed(locale, new NewLine(sku, lamps, null), country);
    }

    private static NewOffer offer(Kind kind, LocalDate releaseOn) {
        var price = Money.of(CurrencyUnit.EUR, new BigDecimal("20.00"));
        return new NewOffer("Desk lamp", kind, price, releaseOn, null, null, null, null, null, null, null, null, null);
    }

    private Order placed(String locale, NewLine line, String country) {
        var placement = ordering.place(new NewOrder(
                "C-" + placed,
                null,
                new Customer("Jana Berg", "jana@example.org", country, locale),
                new DeliverTo("Jana Berg", "Hafengasse 1", "20095", "Hamburg", null, country),
                null,
                Money.of(CurrencyUnit.EUR, new BigDecimal("4.90")),
                List.of(line),
                null,
                true));
        return ((Placement.Placed) placement).order();
    }

    private Order shipped() {
        var order = placed("en", 3);
        var sku = sku(order);
        receiving.receive(inventory.stock(sku).orElseThrow().incoming().get(0).supplyId(), 10, null);
        fulfilling.ship(order.fulfillments().get(0).id(), "DHL", "0034-1", "warehouse");
        return order;
    }

    private static String sku(Order order) {
        return order.fulfillments().get(0).lines().get(0).sku();
    }

    private FulfillmentStatus status(Order order) {
        return transaction.execute(
                now -> orders.findByNumber(order.number()).orElseThrow().status());
    }

    private int units(Order order) {
        return transaction.execute(now -> orders.findByNumber(order.number()).orElseThrow().fulfillments().stream()
                .flatMap(part -> part.lines().stream())
                .mapToInt(Line::quantity)
                .sum());
    }

    private void refused(String link, Map<String, String> form, int status, String sentence) throws Exception {
        var answer = post(link, form);
        assertThat(answer.statusCode()).as(form.toString()).isEqualTo(status);
        assertThat(page(answer).select(".message").text()).contains(sentence);
    }

    private HttpResponse<String> get(String link) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(here(link)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String link, Map<String, String> form) throws IOException, InterruptedException {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HTTP.send(
                HttpRequest.newBuilder(here(link))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** After an act, the page is fetched by another request. */
    private HttpResponse<String> followed(HttpResponse<String> answer) throws IOException, InterruptedException {
        assertThat(answer.statusCode()).isEqualTo(303);
        return get(answer.headers().firstValue("Location").orElseThrow());
    }

    private static Document page(HttpResponse<String> answer) {
        return Jsoup.parse(answer.body());
    }

    /** The same address on this test's port. */
    private URI here(String link) {
        return URI.create("http://localhost:" + port + link.replaceFirst("(?i)^http://[^/]+", ""));
    }
}
