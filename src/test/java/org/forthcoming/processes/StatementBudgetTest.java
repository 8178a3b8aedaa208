package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Notice;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.ProofEntry;
import org.forthcoming.orders.ProofEntry.What;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an order costs, in statements that the database executes: they don't depend on the machine. */
class StatementBudgetTest extends ProcessTest {

    private static final Logger LOG = LoggerFactory.getLogger(StatementBudgetTest.class);
    /** Customers who are told of delays in one transaction. */
    private static final int BATCH = 100;

    private static final LocalDate ARRIVAL = LocalDate.of(2026, 3, 9);

    @Test
    void placing_an_order_of_one_line_takes_at_most_45_statements() {
        var sku = backorder(100, ARRIVAL);
        warmUp(sku);

        statements.since();
        order(sku, 1);
        assertThat(counted("placing")).hasSizeLessThanOrEqualTo(45);
    }

    @Test
    void releasing_a_thousand_together_takes_at_most_30_statements_per_fulfillment() {
        var sku = backorder(0, null);
        var supply = supply(sku, 1001, ARRIVAL);
        warmUp(sku);
        var orders = IntStream.range(0, 1000).mapToObj(i -> order(sku, 1)).toList();
        runJobs();

        statements.since();
        receive(supply, 1001);
        runJobs();
        var executed = counted("releasing 1,000");
        assertThat(orders).allSatisfy(order -> assertThat(status(order)).isEqualTo(FulfillmentStatus.READY_TO_SHIP));
        assertThat(executed.size() / (double) orders.size()).isLessThanOrEqualTo(30);
    }

    @Test
    void a_slip_takes_at_most_30_statements_per_promise_moved_and_notice_queued() {
        var sku = backorder(0, null);
        var supply = supply(sku, 2000, ARRIVAL);
        warmUp(sku);
        var orders = IntStream.range(0, 1000).mapToObj(i -> order(sku, 1)).toList();
        runJobs();

        statements.since();
        done(receiving.change(supply.id(), Optional.of(ARRIVAL.plusDays(20)), null, "A strike at the port."));
        runJobs();
        clock.moveTo(clock.instant().plus(Duration.ofMinutes(30)));
        runDelayWatch();
        var executed = counted("a slip of 1,000");
        assertThat(orders)
                .allSatisfy(order -> assertThat(mails.findByOrderNumberOrderById(order))
                        .extracting(Mail::notice)
                        .containsExactly(Notice.ORDER_CONFIRMED, Notice.DELAYED));
        assertThat(executed.size() / (double) orders.size()).isLessThanOrEqualTo(30);
    }

    @Test
    void of_two_slips_one_on_top_of_the_other_whoever_has_not_heard_of_the_first_hears_of_the_second_alone() {
        var sku = backorder(0, null);
        var supply = supply(sku, 2000, ARRIVAL);
        var orders = IntStream.range(0, 3 * BATCH).mapToObj(i -> order(sku, 1)).toList();
        runJobs();
        done(receiving.change(supply.id(), Optional.of(ARRIVAL.plusDays(20)), null, "A strike at the port."));
        runJobs();
        clock.moveTo(clock.instant().plus(Duration.ofMinutes(30)));
        tellNextBatch(30);
        sendMails();
        tellNextBatch(30);
        assertThat(told(orders))
                .as("two thirds of them, and half of these by mail")
                .isEqualTo(2 * BATCH);

        done(receiving.change(supply.id(), Optional.of(ARRIVAL.plusDays(27)), null, "Another strike."));
        runJobs();
        clock.moveTo(clock.instant().plus(Duration.ofMinutes(35)));
        for (int batch = 0; batch < 3; batch++) {
            // The first notice, of whoever has one, ends for the second.
            tellNextBatch(55);
        }
        runJobs();

        var last = fulfillments.findByIdIn(orders.stream().map(this::id).toList());
        assertThat(last)
                .allSatisfy(fulfillment -> assertThat(fulfillment.promisedOn())
                        .contains(calendar.plusWorkingDays(ARRIVAL.plusDays(27), 2)));
        assertThat(orders.subList(0, BATCH))
                .allSatisfy(order -> assertThat(mailsOf(order))
                        .containsExactly(Notice.ORDER_CONFIRMED, Notice.DELAYED, Notice.DELAYED));
        assertThat(orders.subList(BATCH, orders.size()))
                .allSatisfy(
                        order -> assertThat(mailsOf(order)).containsExactly(Notice.ORDER_CONFIRMED, Notice.DELAYED));
        assertThat(orders)
                .allSatisfy(order -> assertThat(proof.findByFulfillmentIdOrderById(id(order)))
                        .filteredOn(entry -> entry.what() == What.RE_PROMISED)
                        .extracting(ProofEntry::details)
                        .as("one entry for each promise")
                        .doesNotHaveDuplicates()
                        .hasSize(of(order).promiseVersion() - 1));
    }

    private long told(List<String> orders) {
        return fulfillments.findByIdIn(orders.stream().map(this::id).toList()).stream()
                .filter(fulfillment -> fulfillment.delayStage().isPresent())
                .count();
    }

    /** One job of the watch, which costs no more statements for each than these. */
    private void tellNextBatch(int most) {
        statements.since();
        var watch = jobs.createJobQuery()
                .processDefinitionKey("DelayWatch")
                .executable()
                .singleResult();
        jobs.executeJob(watch.getId());
        assertThat(statements.since()).hasSizeLessThanOrEqualTo(most * BATCH);
    }

    private void sendMails() {
        jobs.createJobQuery().executable().list().stream()
                .filter(job -> job.getProcessDefinitionKey() == null)
                .forEach(job -> jobs.executeJob(job.getId()));
    }

    @Test
    void a_whole_life_with_its_mails_takes_at_most_180_statements() {
        var sku = backorder(0, null);
        var supply = supply(sku, 1000, ARRIVAL);
        warmUp(sku);

        statements.since();
        var orders = IntStream.range(0, 20).mapToObj(i -> order(sku, 1)).toList();
        runJobs();
        receive(supply, 1000);
        var executed = statements.since().size();
        var ids = orders.stream().map(this::id).toList();
        statements.since();
        ids.forEach(id -> done(fulfilling.ship(id, "UPS", "1Z99", "integration")));
        runJobs();
        ids.forEach(id -> done(fulfilling.deliver(id, "integration")));
        runJobs();
        ids.forEach(id -> done(fulfilling.giveFeedback(id, 5, null, "customer")));
        executed += statements.since().size();

        LOG.info("A whole life: {} statements", executed / orders.size());
        assertThat(orders).allSatisfy(order -> assertThat(status(order)).isEqualTo(FulfillmentStatus.COMPLETED));
        assertThat(executed / (double) orders.size()).isLessThanOrEqualTo(180);
    }

    /** So that sequences and the engine's models are in memory. */
    private void warmUp(String sku) {
        var order = order(sku, 1);
        runJobs();
        done(fulfilling.cancel(id(order), List.of(), null, "support"));
        runJobs();
    }

    private List<String> counted(String what) {
        var executed = statements.since();
        LOG.info("{}: {} statements", what, executed.size());
        if (LOG.isDebugEnabled()) {
            executed.forEach(LOG::debug);
        }
        return executed;
    }
}
