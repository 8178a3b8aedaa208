package org.forthcoming.orders;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.inventory.Receiving;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds what becomes late because time passes, though nobody has changed anything. */
@Service
@Transactional
public class Lateness {

    /** Why what lies in the warehouse has no day any more. */
    static final String PACKING_IS_LATE = "Packing is late.";

    private static final int BATCH = 100;

    private final Fulfillments fulfillments;
    private final Delays delays;
    private final DelayBook delayBook;
    private final Policies policies;
    private final FulfillmentLocks locks;
    private final Receiving receiving;
    private final ShopCalendar calendar;

    Lateness(
            Fulfillments fulfillments,
            Delays delays,
            DelayBook delayBook,
            Policies policies,
            FulfillmentLocks locks,
            Receiving receiving,
            ShopCalendar calendar) {
        this.fulfillments = fulfillments;
        this.delays = delays;
        this.delayBook = delayBook;
        this.policies = policies;
        this.locks = locks;
        this.receiving = receiving;
        this.calendar = calendar;
    }

    /**
     * Re-pegs whoever counts on the next SKU of which a supply is overdue; when there is none, looks at the next orders that
     * were accepted without a day. Returns whether there was anything.
     */
    @Atomic
    public boolean findNext() {
        var overdue = receiving.newlyOverdue();
        if (!overdue.isEmpty()) {
            receiving.overdue(overdue.get(0));
            return true;
        }
        var undated = first(
                alike(rule -> true, rule -> rule.daysIfNoneStated() - rule.daysBefore()),
                (days, profiles) -> fulfillments.acceptedUndated(
                        startOf(calendar.today().plusDays(1), days), profiles, Limit.of(BATCH)));
        undated.ifPresent(delays::check);
        delays.remind();
        return undated.isPresent();
    }

    /**
     * Cancels the next of those whose promised day ended without a shipment and without a notice, where the law wants that.
     * Returns whether there was any.
     */
    @Atomic
    public boolean cancelNextUntold() {
        var untold = first(
                alike(NoticeRule::cancelIfUntold, NoticeRule::daysIfNoneStated),
                (days, profiles) -> fulfillments.promisedBefore(
                        calendar.today(), startOf(calendar.today(), days), profiles, Limit.of(BATCH)));
        untold.ifPresent(these -> these.forEach(delays::untold));
        return untold.isPresent();
    }

    /**
     * Does the same for those who are asked about a delay, but by a notice that did not go out before the promised day ended.
     * Returns whether there was any.
     */
    @Atomic
    public boolean cancelUntold(Supplier<List<Long>> which) {
        var untold = locks.those(which);
        untold.ifPresent(these -> these.forEach(delays::untold));
        return untold.isPresent();
    }

    /**
     * Takes the silence of the next of those for an answer whose time to give one ended before today, though nothing has come
     * of it: because the shop was down, or their process is gone. They were told in time. Returns whether there was any.
     */
    @Atomic
    public boolean countNextSilence() {
        var silent = locks.those(() -> delayBook.unansweredBefore(calendar.startOf(calendar.today()), Limit.of(BATCH)));
        silent.ifPresent(these -> these.forEach(fulfillment ->
                delays.last(fulfillment.id).ifPresent(question -> delays.countSilence(fulfillment, question))));
        return silent.isPresent();
    }

    /**
     * Tells the next of those who lay in the warehouse at the last noon, lie there still and are promised for its day or the
     * day after, that packing is late. What became ready later is judged at the next noon, however late or often this is
     * asked. Returns whether there was any.
     *
     * @param heardOf see {@link Delays#tellNext}
     */
    @Atomic
    public boolean tellPackingLate(Function<List<Long>, List<Delay>> heardOf) {
        var today = calendar.today();
        var day = calendar.now().isBefore(calendar.noonOf(today)) ? today.minusDays(1) : today;
        var late = first(
                alike(rule -> true, NoticeRule::daysIfNoneStated),
                (days, profiles) -> fulfillments.toBePacked(
                        calendar.noonOf(day),
                        today,
                        day.plusDays(1),
                        startOf(today, days),
                        startOf(day.plusDays(2), days),
                        profiles,
                        Limit.of(BATCH)));
        late.ifPresent(these -> delays.tellUndated(these, PACKING_IS_LATE, heardOf));
        return late.isPresent();
    }

    /** When the day so many days before begins. */
    private Instant startOf(LocalDate day, int daysBefore) {
        return calendar.startOf(day.minusDays(daysBefore));
    }

    /** The law profiles for which this holds, those together that have the same number of days. */
    private Map<Integer, List<LawProfile>> alike(Predicate<NoticeRule> which, ToIntFunction<NoticeRule> days) {
        return Stream.of(LawProfile.values())
                .filter(profile -> which.test(policies.notice(profile)))
                .collect(groupingBy(profile -> days.applyAsInt(policies.notice(profile)), TreeMap::new, toList()));
    }

    /** The first group of law profiles of which anyone is found; locked. */
    private Optional<List<Fulfillment>> first(
            Map<Integer, List<LawProfile>> groups, BiFunction<Integer, List<LawProfile>, List<Long>> which) {
        return groups.entrySet().stream()
                .map(group -> locks.those(() -> which.apply(group.getKey(), group.getValue())))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
