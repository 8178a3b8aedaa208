package org.forthcoming.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.forthcoming.calendar.ShopClock;
import org.forthcoming.orders.Proof;
import org.forthcoming.orders.ProofEntry.What;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** Which mails are queued, and what is kept of them where no mail server is set. */
@MailTest
@RecordApplicationEvents
class MailingTest {

    @Autowired
    private Mailing mailing;

    @Autowired
    private Mails mails;

    @Autowired
    private Proof proof;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private ShopClock clock;

    @Autowired
    private ApplicationEvents facts;

    @BeforeEach
    void at_nine_in_the_evening_in_utc_and_ten_in_berlin() {
        clock.moveTo(SampleOrder.PLACED_AT.plus(Duration.ofHours(11)));
    }

    @Test
    void a_notice_is_queued_once_for_an_occasion_and_told_to_the_engine_once() {
        var order = order();

        var first = mailing.queue(Notice.SHIPPED, order.fulfillment(), "1").orElseThrow();
        assertThat(mailing.queue(Notice.SHIPPED, order.fulfillment(), "1")).isEmpty();
        var second = mailing.queue(Notice.SHIPPED, order.fulfillment(), "2").orElseThrow();

        assertThat(facts.stream(MailQueued.class))
                .containsExactly(new MailQueued(first.id()), new MailQueued(second.id()));
        assertThat(first.messageId()).isNotEqualTo(second.messageId()).matches("<[0-9a-f]{32}@shop\\.example>");
        assertThat(first.status()).isEqualTo(Mail.Status.QUEUED);
        assertThat(first.promiseVersion()).contains(1);
    }

    @Test
    void an_order_of_several_fulfillments_is_confirmed_once() {
        var order = order();
        var one = order.fulfillment();
        var other = order.fulfillment("2026-12-24").line(1, "Book", "24.00").fulfillment();

        assertThat(mailing.queue(Notice.ORDER_CONFIRMED, one, "placed")).isPresent();
        assertThat(mailing.queue(Notice.ORDER_CONFIRMED, other, "placed")).isEmpty();
    }

    @Test
    void an_update_is_left_out_on_a_day_on_which_the_customer_heard_of_it_anyway() {
        var order = order();
        mailing.queue(Notice.ORDER_CHANGED, order.fulfillment(), "1");

        assertThat(mailing.queue(Notice.STILL_WAITING, order.fulfillment(), "1"))
                .isEmpty();
        assertThat(mailing.queue(Notice.EARLIER_THAN_PROMISED, order.fulfillment(), "1"))
                .isEmpty();
        assertThat(mailing.queue(Notice.SHIPPED, order.fulfillment(), "1"))
                .as("anything else")
                .isPresent();
    }

    @Test
    void the_confirmation_counts_for_each_of_its_fulfillments() {
        var order = order();
        var one = order.fulfillment();
        var other = order.fulfillment("2026-12-24").line(1, "Book", "24.00").fulfillment();
        mailing.queue(Notice.ORDER_CONFIRMED, one, "placed");

        assertThat(mailing.queue(Notice.EARLIER_THAN_PROMISED, other, "1")).isEmpty();
    }

    @Test
    void a_mail_about_another_fulfillment_holds_no_update_back() {
        var order = order();
        mailing.queue(Notice.ORDER_CHANGED, order.fulfillment(), "1");
        var other = order.fulfillment("2026-12-24").line(1, "Book", "24.00").fulfillment();

        assertThat(mailing.queue(Notice.STILL_WAITING, other, "1")).isPresent();
    }

    @Test
    void the_day_ends_at_midnight_where_the_shop_is() {
        var order = order();
        mailing.queue(Notice.ORDER_CHANGED, order.fulfillment(), "1");

        clock.moveTo(SampleOrder.PLACED_AT.plus(Duration.ofHours(12).plusMinutes(59)));
        assertThat(mailing.queue(Notice.STILL_WAITING, order.fulfillment(), "1"))
                .isEmpty();
        clock.moveTo(SampleOrder.PLACED_AT.plus(Duration.ofHours(13)));
        assertThat(mailing.queue(Notice.STILL_WAITING, order.fulfillment(), "1"))
                .isPresent();
    }

    @Test
    void without_a_mail_server_a_mail_is_kept_with_both_of_its_parts() {
        var mail = mailing.queue(Notice.ORDER_CONFIRMED, order().fulfillment(), "placed")
                .orElseThrow();
        assertThat(mailing.send(mail.id())).isEqualTo(Mailing.Outcome.SETTLED);

        var kept = mails.findById(mail.id()).orElseThrow();
        assertThat(kept.status()).isEqualTo(Mail.Status.KEPT);
        assertThat(kept.sentAt()).isPresent();
        assertThat(kept.subject()).get().asString().startsWith("We have your order");
        assertThat(kept.html()).get().asString().startsWith("<!DOCTYPE html>");
        assertThat(kept.text()).get().asString().contains("Ships by Friday, December 18, 2026");
    }

    @Test
    void what_was_told_is_in_the_proof_of_each_fulfillment_with_the_mails_id() {
        var order = order();
        var one = order.fulfillment();
        var other = order.fulfillment("2026-12-24").line(1, "Book", "24.00").fulfillment();
        var mail = mailing.queue(Notice.ORDER_CONFIRMED, one, "placed").orElseThrow();
        assertThat(proof.findByFulfillmentIdOrderById(one)).isEmpty();

        mailing.send(mail.id());
        mailing.send(mail.id());

        for (var fulfillment : new long[] {one, other}) {
            assertThat(proof.findByFulfillmentIdOrderById(fulfillment))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.what()).isEqualTo(What.NOTIFIED);
                        assertThat(entry.details()).contains("Mail " + mail.id(), "ORDER_CONFIRMED");
                    });
        }
    }

    @Test
    void a_mail_that_nobody_tries_any_more_is_failed_until_it_is_sent_all_the_same() {
        var mail = mailing.queue(Notice.SHIPPED, order().fulfillment(), "1").orElseThrow();

        mailing.failed(mail.id(), "x".repeat(5000));
        assertThat(mails.findById(mail.id()).orElseThrow().status()).isEqualTo(Mail.Status.FAILED);

        mailing.send(mail.id());
        mailing.failed(mail.id(), "too late");
        assertThat(mails.findById(mail.id()).orElseThrow().status()).isEqualTo(Mail.Status.KEPT);
        assertThat(mails.findById(mail.id()).orElseThrow().failure()).isEmpty();
    }

    @Test
    void a_corrected_address_holds_for_every_mail_of_the_order_that_still_waits() {
        var order = order();
        var first = mailing.queue(Notice.ORDER_CONFIRMED, order.fulfillment(), "placed")
                .orElseThrow();
        var second = mailing.queue(Notice.SHIPPED, order.fulfillment(), "1").orElseThrow();
        mailing.send(first.id());

        mailing.correctAddress(second.id(), "new@example.com");

        assertThat(mails.findById(first.id()).orElseThrow().to()).isEqualTo("jane.doe@example.com");
        assertThat(mails.findById(second.id()).orElseThrow().to()).isEqualTo("new@example.com");
    }

    @Test
    void what_is_no_address_is_no_correction() {
        var mail = mailing.queue(Notice.SHIPPED, order().fulfillment(), "1").orElseThrow();

        assertThat(mailing.whyNotAddress("nobody")).contains("“nobody” is no mail address that mail can be sent to.");
        assertThat(mailing.whyNotAddress(null)).isPresent();
        assertThat(mailing.whyNotAddress("j".repeat(309) + "@example.com"))
                .as("too long")
                .isPresent();
        assertThat(mailing.whyNotAddress("j".repeat(308) + "@example.com")).isEmpty();
        assertThat(mailing.whyNotAddress(" jane+shop@example.co.uk ")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> mailing.correctAddress(mail.id(), "nobody"));
    }

    @Test
    void mails_are_found_by_order_address_and_notice() {
        var order = new SampleOrder(database, "Ada", "Ada.Find@Example.com", "en")
                .fulfillment("2026-12-18")
                .line(1, "Lamp", "44.91");
        var confirmed = mailing.queue(Notice.ORDER_CONFIRMED, order.fulfillment(), "placed")
                .orElseThrow();
        var shipped = mailing.queue(Notice.SHIPPED, order.fulfillment(), "1").orElseThrow();
        var page = PageRequest.of(0, 10, Sort.by("id"));

        assertThat(mails.find(order.number(), null, null, page))
                .extracting(Mail::id)
                .containsExactly(confirmed.id(), shipped.id());
        assertThat(mails.find(null, "ada.find@example.COM", null, page)).hasSize(2);
        assertThat(mails.find(order.number(), null, Notice.SHIPPED, page))
                .extracting(Mail::id)
                .containsExactly(shipped.id());
        assertThat(mails.find(order.number(), "other@example.com", null, page)).isEmpty();
        assertThat(mails.find(null, null, null, page).getContent())
                .first()
                .satisfies(mail -> assertThat(mail.order().number())
                        .as("read without another statement")
                        .isNotBlank());
    }

    private SampleOrder order() {
        return new SampleOrder(database, "en").fulfillment("2026-12-18").line(1, "Lamp", "44.91");
    }
}
