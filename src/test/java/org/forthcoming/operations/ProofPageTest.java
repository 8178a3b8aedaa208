package org.forthcoming.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.forthcoming.calendar.ClockAdvance;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.inventory.Supply;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.Kind;
import org.forthcoming.offers.NewOffer;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Ordering;
import org.forthcoming.orders.Placement.Placed;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.MockMvc;

/** The proof of a delayed delivery, as staff prints it. */
@SpringBootTest(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:proof-page",
            "forthcoming.sample-data=false",
            "forthcoming.zone=America/New_York",
            "camunda.bpm.job-execution.enabled=false"
        })
@AutoConfigureMockMvc
class ProofPageTest {

    private static int placed;

    @Autowired
    MockMvc browser;

    @Autowired
    Catalog catalog;

    @Autowired
    Receiving receiving;

    @Autowired
    Ordering ordering;

    @Autowired
    ShopCalendar calendar;

    @Autowired
    ClockAdvance clockAdvance;

    private long id;

    @BeforeEach
    void a_lamp_is_delayed_and_the_customer_was_told() {
        var sku = "LAMP-" + ++placed;
        var price = Money.of(CurrencyUnit.EUR, new BigDecimal("20.00"));
        catalog.put(
                sku,
                new NewOffer(
                        "Desk lamp",
                        Kind.BACKORDER,
                        price,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        var supply =
                receiving.announce("PO-" + placed, sku, 10, calendar.today().plusDays(5));
        var order = ((Placed) ordering.place(new NewOrder(
                        "P-" + placed,
                        null,
                        new Customer("Jana Berg", "jana@example.org", "US", "en"),
                        null,
                        null,
                        null,
                        List.of(new NewLine(sku, 2, null)),
                        null,
                        true)))
                .order();
        id = order.fulfillments().get(0).id();
        receiving.change(
                ((Answer.Done<Supply>) supply).value().id(),
                Optional.of(calendar.today().plusDays(60)),
                null,
                "A strike at the port");
        clockAdvance.advance(Duration.ofMinutes(31));
    }

    @Test
    void it_holds_what_was_promised_and_each_mail_in_full_in_the_order_in_which_it_happened() throws Exception {
        var page = page("FINANCE");
        assertThat(page.select("table").get(1).select("td:nth-child(2)").eachText())
                .containsSubsequence("promised", "notified", "re promised", "notified");
        assertThat(page.select("table").get(1).select("td:nth-child(1)").eachText())
                .allMatch(at -> at.matches("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2} E[SD]T"));
        assertThat(page.select(".appendix")).hasSize(2);
        assertThat(page.select(".appendix").last().text())
                .contains("is delayed", "jana@example.org", "A strike at the port", "<");
        assertThat(page.select("dl").first().text()).contains("Jana Berg", "US_FTC", "CANCEL_OFFERED");
    }

    @Test
    void the_customers_links_are_for_those_alone_who_may_act_as_the_customer() throws Exception {
        assertThat(page("SUPPORT").text()).containsPattern("signature=[0-9a-f]{64}");
        assertThat(page("WAREHOUSE").text()).doesNotContain("signature=").contains("A strike at the port");
    }

    @Test
    void of_what_there_is_not_there_is_no_proof_and_none_for_strangers() throws Exception {
        assertThat(status("/operations/fulfillments/999999/proof", "FINANCE")).isEqualTo(404);
        assertThat(status("/operations/fulfillments/one/proof", "FINANCE")).isEqualTo(400);
        assertThat(browser.perform(get("/operations/fulfillments/" + id + "/proof"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .doesNotContain("Jana Berg");
    }

    private Document page(String role) throws Exception {
        var answer = browser.perform(get("/operations/fulfillments/" + id + "/proof")
                        .with(user("somebody").roles(role)))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(200);
        return Jsoup.parse(answer.getContentAsString());
    }

    private int status(String path, String role) throws Exception {
        return browser.perform(get(path).with(user("somebody").roles(role)))
                .andReturn()
                .getResponse()
                .getStatus();
    }
}
