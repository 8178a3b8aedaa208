package org.forthcoming.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.calendar.ShopClock;
import org.forthcoming.orders.Orders;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

/** Who can open an order's page. */
@MailTest
class CustomerLinkTest {

    @Autowired
    private CustomerLink link;

    @Autowired
    private Orders orders;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private ShopClock clock;

    @Autowired
    private ShopCalendar calendar;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void the_link_ends_in_a_signature_and_opens_its_own_page_only() {
        var order = new SampleOrder(database, "en");
        var page = link.page(orders.findByNumber(order.number()).orElseThrow());
        assertThat(page).matches("https://shop\\.example/orders/T-\\d+\\?show=order&signature=[0-9a-f]{64}");

        var query = page.substring(page.indexOf('?') + 1);
        assertThat(link.genuine(order.number(), query)).isTrue();
        assertThat(link.genuine(order.number() + "1", query)).isFalse();
        assertThat(link.genuine(order.number(), query.replace("order", "feedback")))
                .isFalse();
        assertThat(link.genuine(order.number(), "a=b&" + query)).isFalse();
        assertThat(link.genuine(order.number(), query + "&a=b")).isFalse();
        assertThat(link.genuine(order.number(), query + query)).isFalse();
        assertThat(link.genuine(order.number(), query.toUpperCase())).isFalse();
        assertThat(link.genuine(order.number(), query.substring(0, query.length() - 1)))
                .isFalse();
        assertThat(link.genuine(order.number(), "show=order&signature=")).isFalse();
        assertThat(link.genuine(order.number(), "")).isFalse();
        assertThat(link.genuine(order.number(), null)).isFalse();
    }

    @Test
    void a_number_with_a_hash_is_a_path_all_the_same() {
        var order = new SampleOrder(database, "en").numbered("#7-" + System.nanoTime());
        var page = link.page(orders.findByNumber(order.number()).orElseThrow());

        assertThat(page).startsWith("https://shop.example/orders/%237-");
        assertThat(link.genuine(order.number(), page.substring(page.indexOf('?') + 1)))
                .isTrue();
    }

    @Test
    void a_page_stays_open_for_a_year_after_all_of_the_order_ended() {
        var order = new SampleOrder(database, "en")
                .fulfillment("2026-12-18")
                .set("ended_at", OffsetDateTime.of(2027, 1, 10, 12, 0, 0, 0, ZoneOffset.UTC));
        clock.moveTo(Instant.parse("2028-01-10T20:00:00Z"));
        assertThat(expired(order)).isFalse();
        clock.moveTo(Instant.parse("2028-01-11T20:00:00Z"));
        assertThat(expired(order)).isTrue();

        order.fulfillment("2029-01-01");
        assertThat(expired(order)).as("with something still to come").isFalse();
    }

    @Test
    void a_secret_that_was_made_up_is_found_again_and_in_production_it_must_be_given() {
        var settings = new LinkSettings("https://shop.example", "");
        var order =
                orders.findByNumber(new SampleOrder(database, "en").number()).orElseThrow();

        var before = new CustomerLink(settings, new MockEnvironment(), database, calendar).page(order);
        assertThat(new CustomerLink(settings, new MockEnvironment(), database, calendar).page(order))
                .isEqualTo(before)
                .isNotEqualTo(link.page(order));

        var production = new MockEnvironment();
        production.setActiveProfiles("production");
        assertThatIllegalStateException()
                .isThrownBy(() -> new CustomerLink(settings, production, database, calendar))
                .withMessageContaining("forthcoming.link-secret");
    }

    private boolean expired(SampleOrder order) {
        return Boolean.TRUE.equals(transaction.execute(
                status -> link.expired(orders.findByNumber(order.number()).orElseThrow())));
    }
}
