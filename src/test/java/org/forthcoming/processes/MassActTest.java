package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forthcoming.communication.Notice.CANCELED;
import static org.forthcoming.communication.Notice.DELAYED;
import static org.forthcoming.communication.Notice.EARLIER_THAN_PROMISED;
import static org.forthcoming.communication.Notice.MESSAGE;
import static org.forthcoming.communication.Notice.ORDER_CHANGED;
import static org.forthcoming.orders.FulfillmentStatus.AWAITING_STOCK;
import static org.forthcoming.orders.FulfillmentStatus.CANCEL_OFFERED;
import static org.forthcoming.orders.FulfillmentStatus.SHIPPED;
import static org.mockito.Mockito.reset;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.forthcoming.inventory.Answer;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.MassAct;
import org.forthcoming.orders.MassAct.Kind;
import org.forthcoming.orders.MassAct.State;
import org.forthcoming.orders.MassActBook;
import org.forthcoming.orders.MassActs;
import org.forthcoming.orders.NewMassAct;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Shipping;
import org.forthcoming.orders.Touched;
import org.forthcoming.orders.Touched.Outcome;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;

/** What staff does to many orders at once happens to exactly those whom it saw before, each by the rules of a single act. */
class MassActTest extends ProcessTest {

    private static final LocalDate PROMISED = MONDAY.plusDays(16);
    private static final LocalDate LATER = PROMISED.plusDays(14);

    @Autowired
    Incidents incidents;

    @Autowired
    MassActs acts;

    @Autowired
    MassActBook book;

    @Test
    void all_that_waits_for_a_sku_is_canceled_with_the_reason_and_nobody_else() {
        var lamp = backorder(10, MONDAY.plusDays(14));
        var first = order(lamp, 2);
        var second = order(lamp, 1);
        var other = order(backorder(5, MONDAY.plusDays(14)), 1);

        startAlone(cancel(lamp, "The factory has burned down."));
        runJobs();

        assertThat(List.of(first, second)).allSatisfy(order -> {
            assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
            assertThat(mail(order, CANCELED)).contains("The factory has burned down.");
            assertThat(taskOf(order).getTaskDefinitionKey()).isEqualTo(ModelContract.REFUND_CUSTOMER);
        });
        assertThat(status(other)).isEqualTo(AWAITING_STOCK);
    }

    @Test
    void of_an_order_that_may_ship_in_parts_only_the_sku_is_canceled() {
        var lamp = backorder(10, MONDAY.plusDays(14));
        var shade = backorder(10, MONDAY.plusDays(14));
        var order = place(newOrder(List.of(new NewLine(lamp, 2, null), new NewLine(shade, 1, null)), true, true));

        startAlone(cancel(lamp, "It is not made any more."));
        runJobs();

        assertThat(status(order)).isEqualTo(AWAITING_STOCK);
        List<String> left = read(
                order,
                parts -> parts.get(0).wantedLines().stream()
                        .map(line -> line.sku())
                        .toList());
        assertThat(left).containsExactly(shade);
        assertThat(mailsOf(order)).contains(ORDER_CHANGED).doesNotContain(CANCELED);
    }

    @Test
    void what_ships_between_the_preview_and_its_turn_stays_and_is_reported() {
        var lamp = backorder(0, null);
        var supply = supply(lamp, 5, MONDAY.plusDays(14));
        var order = order(lamp, 2);
        var act = cancel(lamp, "Recalled.");
        assertThat(foreseen(act, order)).isEqualTo("Cancels all of it.");
        receive(supply, 5);
        runJobs();
        complete(order, Map.of("carrier", "DHL", "trackingNumber", "1"));

        startAlone(act);
        runJobs();

        assertThat(status(order)).isEqualTo(SHIPPED);
        assertThat(outcomes(act)).singleElement().satisfies(one -> {
            assertThat(one.outcome()).contains(Outcome.REFUSED);
            assertThat(one.words()).contains("It has shipped.");
        });
        assertThat(book.findById(act.id()).orElseThrow().state()).isEqualTo(State.DONE);
    }

    @Test
    void one_that_can_not_be_done_keeps_no_other_from_it_and_has_its_turn_when_it_can() {
        var lamp = backorder(10, MONDAY.plusDays(14));
        var first = order(lamp, 1);
        var broken = order(lamp, 1);
        var last = order(lamp, 1);
        var act = cancel(lamp, "Recalled.");
        breaks(broken);
        try {
            startAlone(act);
            timeGoesTo(clock.instant().plus(Duration.ofHours(1)));
            assertThat(List.of(first, last))
                    .allSatisfy(order -> assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED));
            assertThat(status(broken)).isEqualTo(AWAITING_STOCK);
            assertThat(book.findById(act.id()).orElseThrow().state()).isEqualTo(State.RUNNING);
            assertThat(faults()).singleElement().asString().contains(broken);
            assertThat(incidents.groups()).singleElement().satisfies(group -> {
                assertThat(group.first().subject()).isEqualTo(Incidents.Subject.MASS_ACT);
                assertThat(group.first().about()).isEqualTo(String.valueOf(act.id()));
            });
            assertThat(incidents.ofOrder(String.valueOf(act.id()), 10))
                    .as("an order of that number")
                    .isEmpty();
        } finally {
            reset(mailing);
        }
        triedAgain();
        assertThat(status(broken)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(mailsOf(first)).filteredOn(CANCELED::equals).hasSize(1);
        assertThat(book.findById(act.id()).orElseThrow().state()).isEqualTo(State.DONE);
    }

    @Test
    void who_orders_after_the_preview_is_not_touched() {
        var lamp = backorder(10, MONDAY.plusDays(14));
        var seen = order(lamp, 1);
        var act = cancel(lamp, "Recalled.");
        var later = order(lamp, 1);

        startAlone(act);
        runJobs();

        assertThat(status(seen)).isEqualTo(FulfillmentStatus.CANCELED);
        assertThat(status(later)).isEqualTo(AWAITING_STOCK);
    }

    @Test
    void a_later_day_is_told_as_the_law_has_it_and_no_good_news_while_the_supply_would_allow_an_earlier_one() {
        var lamp = backorder(0, null);
        var supply = supply(lamp, 5, MONDAY.plusDays(14));
        var order = order(lamp, 1);
        runJobs();

        startAlone(rePromise(lamp, LATER));
        runJobs();

        assertThat(of(order).promisedOn()).contains(LATER);
        assertThat(status(order)).isEqualTo(CANCEL_OFFERED);
        assertThat(mail(order, DELAYED)).contains("Each one is tested once more.", "Wednesday, April 1, 2026");

        done(receiving.change(supply.id(), Optional.of(MONDAY.plusDays(15)), null, null));
        timeGoesTo(MONDAY.plusDays(3));

        assertThat(mailsOf(order)).doesNotContain(EARLIER_THAN_PROMISED);
        assertThat(of(order).expectedOn()).contains(LATER);
    }

    @Test
    void no_day_is_told_that_can_not_be_kept_and_none_that_is_not_later() {
        var lamp = backorder(10, MONDAY.plusDays(14));
        var order = order(lamp, 1);
        var late = supply(lamp, 5, MONDAY.plusDays(60));
        var waiting = order(lamp, 12);

        var act = rePromise(lamp, PROMISED);
        assertThat(foreseen(act, order))
                .isEqualTo("It is promised for %s; only a later day can be told.".formatted(PROMISED));
        assertThat(foreseen(act, waiting))
                .isEqualTo("It is promised for %s; only a later day can be told."
                        .formatted(of(waiting).promisedOn().orElseThrow()));

        done(receiving.change(late.id(), Optional.of(MONDAY.plusDays(90)), null, null));
        var tooEarly = rePromise(lamp, of(waiting).promisedOn().orElseThrow().plusDays(1));
        assertThat(foreseen(tooEarly, waiting))
                .startsWith("It is expected only by ")
                .endsWith("an earlier day can't be promised.");
    }

    @Test
    void one_mail_per_order_goes_to_the_customers_in_the_words_of_staff() {
        var lamp = backorder(10, MONDAY.plusDays(14));
        var soon = backorder(10, MONDAY.plusDays(30));
        var inTwoParts = place(newOrder(List.of(new NewLine(lamp, 2, null), new NewLine(soon, 1, null)), false, true));
        var unconcerned = order(soon, 1);

        startAlone(done(acts.prepare(
                new NewMassAct(
                        Kind.WRITE,
                        null,
                        List.of(inTwoParts),
                        false,
                        null,
                        null,
                        "The cable",
                        "Not outdoors.\n\nSorry."),
                "support")));
        runJobs();

        assertThat(mailsOf(inTwoParts)).filteredOn(MESSAGE::equals).hasSize(1);
        assertThat(mail(inTwoParts, MESSAGE)).contains("The cable", "Not outdoors.", "Sorry.");
        assertThat(mailsOf(unconcerned)).doesNotContain(MESSAGE);
    }

    @Test
    void who_has_the_goods_when_the_turn_comes_is_written_to_only_if_that_was_wanted() {
        var lamp = backorder(0, null);
        var supply = supply(lamp, 5, MONDAY.plusDays(14));
        var order = order(lamp, 2);
        var toThoseWhoWait = write(lamp, false);
        var toAll = write(lamp, true);
        receive(supply, 5);
        runJobs();
        complete(order, Map.of("carrier", "DHL", "trackingNumber", "1"));

        startAlone(toThoseWhoWait);
        runJobs();
        assertThat(outcomes(toThoseWhoWait).get(0).words()).contains("It has shipped.");
        assertThat(mailsOf(order)).doesNotContain(MESSAGE);

        startAlone(toAll);
        runJobs();
        assertThat(outcomes(toAll).get(0).words().orElseThrow()).startsWith("Wrote to ");
        assertThat(mailsOf(order)).contains(MESSAGE);
    }

    @Test
    void who_still_waits_for_a_part_is_written_to_though_the_other_part_was_canceled() {
        var lamp = backorder(10, MONDAY.plusDays(14));
        var later = backorder(10, MONDAY.plusDays(30));
        var order = place(new NewOrder(
                unique("2026"),
                "web",
                new NewOrder.Customer("Ada Byron", unique("ada") + "@example.org", "DE", "en"),
                null,
                false,
                null,
                List.of(new NewLine(lamp, 2, null), new NewLine(later, 1, null)),
                Shipping.AS_AVAILABLE,
                true));
        List<Long> parts = read(order, all -> all.stream().map(Fulfillment::id).toList());
        var ofOrder = done(acts.prepare(
                new NewMassAct(Kind.WRITE, null, List.of(order), false, null, null, "Hello", "News."), "support"));
        var ofLamp = write(lamp, false);
        done(fulfilling.cancel(parts.get(0), List.of(), null, "customer"));

        startAlone(ofOrder);
        startAlone(ofLamp);
        runJobs();
        assertThat(outcomes(ofOrder).get(0).outcome()).contains(Outcome.DONE);
        assertThat(mailsOf(order)).filteredOn(MESSAGE::equals).hasSize(1);
        assertThat(outcomes(ofLamp).get(0).words()).contains("The %s in it were canceled before.".formatted(lamp));
    }

    @Test
    void many_orders_need_a_second_pair_of_eyes_and_are_done_in_batches() {
        var lamp = backorder(200, MONDAY.plusDays(14));
        var all = IntStream.range(0, 120).mapToObj(i -> order(lamp, 1)).toList();
        runJobs();
        var act = cancel(lamp, "Recalled.");

        assertThat(acts.start(act.id(), "support"))
                .isEqualTo(Answer.conflict(
                        "It touches more than 20 orders, so somebody else than support has to start it."));
        assertThat(book.findById(act.id()).orElseThrow().state()).isEqualTo(State.PREPARED);

        done(acts.start(act.id(), "operations"));
        var batches = 0;
        for (var job = next(act); job != null; job = next(act)) {
            jobs.executeJob(job);
            batches++;
            assertThat(book.count(act.id(), Outcome.DONE)).isLessThanOrEqualTo(50 * batches);
        }

        assertThat(batches).isEqualTo(4);
        assertThat(all).allSatisfy(order -> assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED));
        assertThat(book.findById(act.id()).orElseThrow().settledBy()).contains("operations");
    }

    @Test
    void it_is_started_once_and_what_was_withdrawn_is_never_done() {
        var lamp = backorder(10, MONDAY.plusDays(14));
        var order = order(lamp, 1);
        var withdrawn = cancel(lamp, "Recalled.");
        done(acts.withdraw(withdrawn.id(), "support"));

        assertThat(acts.start(withdrawn.id(), "operations")).isEqualTo(Answer.conflict("It was withdrawn by support."));
        var act = cancel(lamp, "Recalled.");
        done(acts.start(act.id(), "support"));
        assertThat(acts.start(act.id(), "operations")).isEqualTo(Answer.conflict("It was started by support."));
        runJobs();

        assertThat(status(order)).isEqualTo(FulfillmentStatus.CANCELED);
    }

    @Test
    void what_makes_no_sense_is_refused_with_a_sentence_and_nothing_is_prepared() {
        var before = book.findByOrderByIdDesc(PageRequest.of(0, 1)).getTotalElements();
        var lamp = backorder(10, MONDAY.plusDays(14));

        assertThat(refusal(new NewMassAct(Kind.CANCEL, lamp, List.of(), false, "Gone.", null, null, null)))
                .isEqualTo("There is no order of %s that this could be done to.".formatted(lamp));
        assertThat(refusal(new NewMassAct(Kind.CANCEL, null, List.of("nowhere"), false, "Gone.", null, null, null)))
                .isEqualTo("There is no order nowhere.");
        assertThat(refusal(new NewMassAct(Kind.CANCEL, lamp, List.of(), false, " ", null, null, null)))
                .isEqualTo("Tell the reason, in at most 500 characters.");
        assertThat(refusal(
                        new NewMassAct(Kind.RE_PROMISE, lamp, List.of(), false, "x", MONDAY.minusDays(1), null, null)))
                .isEqualTo("2026-03-01 is over: tell today or a later day.");
        assertThat(refusal(
                        new NewMassAct(Kind.RE_PROMISE, lamp, List.of(), false, "x", MONDAY.plusYears(90), null, null)))
                .isEqualTo("2116-03-02 is more than 10 years away.");
        assertThat(refusal(new NewMassAct(Kind.WRITE, lamp, List.of(), false, null, null, "Hello", "")))
                .isEqualTo("Tell the message, in at most 4000 characters.");
        assertThat(refusal(new NewMassAct(Kind.CANCEL, null, List.of(), false, "Gone.", null, null, null)))
                .isEqualTo("Choose a SKU, or name the orders.");
        assertThat(book.findByOrderByIdDesc(PageRequest.of(0, 1)).getTotalElements())
                .isEqualTo(before);
    }

    private String foreseen(MassAct act, String order) {
        return acts.foreseen(act, List.of(id(order))).get(id(order)).words();
    }

    private String refusal(NewMassAct wanted) {
        return ((Answer.Refused<MassAct>) acts.prepare(wanted, "support")).sentence();
    }

    private MassAct cancel(String sku, String reason) {
        return done(
                acts.prepare(new NewMassAct(Kind.CANCEL, sku, List.of(), false, reason, null, null, null), "support"));
    }

    private MassAct write(String sku, boolean shippedToo) {
        return done(acts.prepare(
                new NewMassAct(Kind.WRITE, sku, List.of(), shippedToo, null, null, "The cable", "Not outdoors."),
                "support"));
    }

    private MassAct rePromise(String sku, LocalDate day) {
        return done(acts.prepare(
                new NewMassAct(
                        Kind.RE_PROMISE, sku, List.of(), false, "Each one is tested once more.", day, null, null),
                "operations"));
    }

    private void startAlone(MassAct act) {
        done(acts.start(act.id(), act.preparedBy()));
    }

    private String next(MassAct act) {
        var instance = runtime.createProcessInstanceQuery()
                .processDefinitionKey(ModelContract.MASS_ACT)
                .processInstanceBusinessKey(String.valueOf(act.id()))
                .singleResult();
        return instance == null
                ? null
                : jobs.createJobQuery()
                        .processInstanceId(instance.getId())
                        .singleResult()
                        .getId();
    }

    private List<Touched> outcomes(MassAct act) {
        return book.touchedBy(act.id(), PageRequest.of(0, 100)).getContent();
    }
}
