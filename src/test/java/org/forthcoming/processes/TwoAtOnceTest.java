package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.forthcoming.inventory.Supply;
import org.forthcoming.orders.Fulfilling.Decision;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.LateOrders;
import org.forthcoming.orders.Lateness;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Refund;
import org.forthcoming.orders.RefundBook;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mail.MailSendException;

/** What is canceled in batches, while somebody else changes the same: whoever has to wait sees what the other has done. */
class TwoAtOnceTest extends ProcessTest {

    private static final LocalDate MONDAY_APRIL_6 = LocalDate.of(2026, 4, 6);
    private static final LocalDate PROMISED = MONDAY_APRIL_6.plusDays(2);

    @Autowired
    DayWatch dayWatch;

    @Autowired
    LateOrders lateOrders;

    @Autowired
    Lateness lateness;

    @Autowired
    RefundBook refunds;

    @Autowired
    JdbcTemplate database;

    private String sku;
    private Supply supply;

    @BeforeEach
    void lamps_are_to_come_on_monday_and_the_days_are_watched() {
        sku = backorder(0, null);
        supply = supply(sku, 5, MONDAY_APRIL_6);
        dayWatch.start();
        runJobs();
    }

    @Test
    void what_comes_in_the_last_moment_is_not_canceled() {
        var order = order(sku, 1);
        runJobs();
        timeGoesTo(MONDAY_APRIL_6.plusDays(1));
        whoComesSecondWaits(() -> receive(supply, 5), () -> lateOrders.cancelNext(sku, null, "operations"));
        assertThat(of(order).allocated()).isTrue();
        assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP);
    }

    @Test
    void who_agrees_to_wait_in_the_last_moment_is_not_canceled() {
        var order = order(sku, 1);
        runJobs();
        doThrow(new MailSendException("The mail server is down.")).when(mailing).send(anyLong());
        try {
            done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 6, 1)), null, null));
            timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
        } finally {
            reset(mailing);
        }
        clock.moveTo(calendar.endOf(PROMISED));
        whoComesSecondWaits(
                () -> done(fulfilling.decide(id(order), Decision.WAIT, "customer")),
                () -> lateness.cancelUntold(() -> mails.toldTooLate(calendar.now(), Limit.of(100))));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.AWAITING_STOCK);
    }

    @Test
    void the_fee_goes_back_when_the_customer_cancels_one_and_operations_the_other() {
        var other = backorder(5, MONDAY_APRIL_6.plusDays(14));
        var order = place(new NewOrder(
                unique("2026"),
                "web",
                new Customer("Ada Byron", unique("ada") + "@example.org", "US", "en"),
                null,
                false,
                Money.parse("EUR 4.90"),
                List.of(new NewLine(sku, 1, null), new NewLine(other, 1, null)),
                null,
                true));
        runJobs();
        timeGoesTo(MONDAY_APRIL_6.plusDays(1));
        var parts = read(order, all -> all.stream().map(Fulfillment::id).toList());
        var customers = read(
                order,
                all -> all.stream()
                        .filter(part -> part.lines().get(0).sku().equals(other))
                        .map(Fulfillment::id)
                        .findFirst()
                        .orElseThrow());
        whoComesSecondWaits(
                () -> done(fulfilling.cancel(customers, List.of(), null, "customer")),
                () -> lateOrders.cancelNext(sku, null, "operations"));
        assertThat(parts.stream().flatMap(part -> refunds.findByFulfillmentIdOrderById(part).stream()))
                .extracting(Refund::amount)
                .containsExactlyInAnyOrder(Money.parse("EUR 20.00"), Money.parse("EUR 24.90"));
    }

    /** Commits the first only when the second stands before a lock that the first has, or is done without. */
    private void whoComesSecondWaits(Runnable first, Runnable second) {
        var secondDone = transaction.execute(now -> {
            first.run();
            var started = CompletableFuture.runAsync(second);
            while (!started.isDone() && nobodyWaits()) {
                Thread.onSpinWait();
            }
            return started;
        });
        secondDone.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private boolean nobodyWaits() {
        return database.queryForObject(
                        "select count(*) from information_schema.sessions where blocker_id is not null", Integer.class)
                == 0;
    }
}
