package org.forthcoming.orders;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.offers.PromiseDay;
import org.forthcoming.orders.ProofEntry.What;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Promises that can't be kept: found when the expected day moves, told when the changes have settled, judged by the
 * decision table of the law.
 */
@Service
@Transactional
public class Delays {

    /** So long after the last change the notice goes out: a typo that is corrected meanwhile is told to nobody. */
    private static final Duration SETTLING = Duration.ofMinutes(30);

    /** So long after a notice is due it has been written down, as a rule. */
    private static final Duration AFTER_DUE = Duration.ofMinutes(1);

    private static final int BATCH = 100;

    private final Fulfillments fulfillments;
    private final DelayBook delays;
    private final Policies policies;
    private final FulfillmentLocks locks;
    private final Inventory inventory;
    private final Cancellation cancellation;
    private final PromiseDay promiseDay;
    private final ShopCalendar calendar;
    private final ProofBook proof;
    private final ApplicationEventPublisher events;

    Delays(
            Fulfillments fulfillments,
            DelayBook delays,
            Policies policies,
            FulfillmentLocks locks,
            Inventory inventory,
            Cancellation cancellation,
            PromiseDay promiseDay,
            ShopCalendar calendar,
            ProofBook proof,
            ApplicationEventPublisher events) {
        this.fulfillments = fulfillments;
        this.delays = delays;
        this.policies = policies;
        this.locks = locks;
        this.inventory = inventory;
        this.cancellation = cancellation;
        this.promiseDay = promiseDay;
        this.calendar = calendar;
        this.proof = proof;
        this.events = events;
    }

    // Finding ------------------------------------------------------------------------------------------------------

    /** Compares what is expected of these fulfillments now with what was promised; their stock is locked. */
    void check(Collection<Fulfillment> waiting) {
        var undated = waiting.stream()
                .filter(fulfillment -> fulfillment.expectedOn == null)
                .map(Fulfillment::id)
                .toList();
        // Without a day only what counts on some supply, and has a reason, is told by itself; operations decide the
        // rest.
        var explained = new HashSet<>(inventory.covered(undated));
        explained.retainAll(inventory.reasons(undated).keySet());
        var undecided = new ArrayList<Long>();
        for (var fulfillment : waiting) {
            var late = isLate(fulfillment);
            var tellable = fulfillment.expectedOn != null || explained.contains(fulfillment.id);
            fulfillment.noticeDueAt = late && tellable ? noticeDue(fulfillment) : null;
            if (late && !tellable) {
                undecided.add(fulfillment.id);
            }
            if (fulfillment.status == FulfillmentStatus.AWAITING_STOCK
                    || fulfillment.status == FulfillmentStatus.DELAYED) {
                fulfillment.status = whileWaiting(fulfillment);
            }
        }
        if (waiting.stream().anyMatch(fulfillment -> fulfillment.noticeDueAt != null)) {
            events.publishEvent(new DelayFound());
        }
        if (!undecided.isEmpty()) {
            var skus = new TreeSet<String>();
            inventory.undated(undecided).values().forEach(skus::addAll);
            events.publishEvent(new CoverMissing(skus));
        }
    }

    /** Its status while it waits for its goods. */
    FulfillmentStatus whileWaiting(Fulfillment fulfillment) {
        if (fulfillment.delayStage == DelayStage.ASKED) {
            return FulfillmentStatus.CANCEL_OFFERED;
        }
        return fulfillment.delayStage == DelayStage.TOLD || isLate(fulfillment)
                ? FulfillmentStatus.DELAYED
                : FulfillmentStatus.AWAITING_STOCK;
    }

    /** Whether the promise can't be kept as things stand. Who was told that there is no day is promised none. */
    boolean isLate(Fulfillment fulfillment) {
        if (!fulfillment.status.beforeShipment()
                || fulfillment.allocated && fulfillment.isReleasedOn(calendar.today())) {
            return false;
        }
        if (fulfillment.expectedOn == null) {
            return fulfillment.promisedOn != null
                    || promisedDay(fulfillment)
                            .map(day -> day.minusDays(
                                    policies.notice(fulfillment.lawProfile).daysBefore()))
                            .filter(day -> !calendar.today().isBefore(day))
                            .isPresent();
        }
        return promisedDay(fulfillment).filter(fulfillment.expectedOn::isAfter).isPresent()
                || needsAnotherYes(fulfillment);
    }

    /**
     * Whether a day is known now other than the customer is asked about, and it lies beyond the end of that question: then
     * it is no good news, because it comes to nothing without the customer's yes.
     */
    private boolean needsAnotherYes(Fulfillment fulfillment) {
        return fulfillment.delayStage == DelayStage.ASKED
                && !fulfillment.expectedOn.equals(fulfillment.promisedOn)
                && open(fulfillment)
                        .filter(delay -> delay.silence == Delay.Silence.CANCEL
                                && fulfillment.expectedOn.isAfter(
                                        delay.lastDay(calendar.zone()).orElseThrow()))
                        .isPresent();
    }

    /** The day that delay and law are judged against; empty once the customer was told that there is none. */
    Optional<LocalDate> promisedDay(Fulfillment fulfillment) {
        if (fulfillment.promisedOn != null) {
            return Optional.of(fulfillment.promisedOn);
        }
        return fulfillment.delayStage == null
                ? Optional.of(promisedIfNoneStated(fulfillment.lawProfile, fulfillment.placedAt()))
                : Optional.empty();
    }

    /** What the law takes for the promised day where none was stated. */
    LocalDate promisedIfNoneStated(LawProfile profile, Instant placedAt) {
        return calendar.dayOf(placedAt).plusDays(policies.notice(profile).daysIfNoneStated());
    }

    /** When the changes have settled, but before the promised day ends: a notice after it would come too late. */
    private Instant noticeDue(Fulfillment fulfillment) {
        return settles(fulfillment) ? calendar.now().plus(SETTLING) : calendar.now();
    }

    /** Whether there is time for the changes to settle. What is asked about anyway ends no later by that. */
    private boolean settles(Fulfillment fulfillment) {
        var settled = calendar.now().plus(SETTLING);
        return promisedDay(fulfillment)
                        .map(calendar::endOf)
                        .filter(settled::isBefore)
                        .isPresent()
                || fulfillment.promisedOn == null && fulfillment.delayStage != null;
    }

    // Telling ------------------------------------------------------------------------------------------------------

    /** When the next notice is to go out; empty when no delay is waiting to be told. */
    @Transactional(readOnly = true)
    public Optional<Instant> nextNotice() {
        return fulfillments.nextNotice();
    }

    /** Whoever tells the notices may have come to a halt: what should be told by now is made known once more. */
    void remind() {
        if (nextNotice().filter(due -> due.isBefore(calendar.now())).isPresent()) {
            events.publishEvent(new DelayFound());
        }
    }

    /**
     * Writes down the next bounded batch of notices that are due; whatever is late of one order is told together. Returns
     * whether there was any.
     *
     * @param heardOf the delays of some fulfillments that their customers know of; a notice that was written and never went
     *     out is none of them
     */
    @Atomic
    public boolean tellNext(Function<List<Long>, List<Delay>> heardOf) {
        var due = locks.those(this::noticesDue);
        var found = due.orElse(List.of());
        var ids = ids(found);
        var reasons = inventory.reasons(ids);
        // Asked before anything changes, which would be written for the question's sake and then once more.
        var heard = heardOf.apply(ids);
        var moving = inventory.moving(ids);
        found.forEach(fulfillment -> fulfillment.noticeDueAt =
                moving.contains(fulfillment.id) && settles(fulfillment) ? noticeDue(fulfillment) : null);
        tell(
                found.stream()
                        .filter(fulfillment -> fulfillment.noticeDueAt == null && isLate(fulfillment))
                        .toList(),
                fulfillment -> fulfillment.expectedOn,
                fulfillment -> reasons.get(fulfillment.id),
                heard);
        return due.isPresent();
    }

    private List<Long> noticesDue() {
        var due = fulfillments.noticesDue(calendar.now(), Limit.of(BATCH));
        return due.isEmpty() ? due : fulfillments.withNoticesOf(due);
    }

    /** Tells these, which are locked, that no day can be given any more. */
    void tellUndated(List<Fulfillment> late, String reason, Function<List<Long>, List<Delay>> heardOf) {
        tell(late, fulfillment -> null, fulfillment -> reason, heardOf.apply(ids(late)));
    }

    /**
     * Tells these, which are locked and of which nothing speaks against it, the later day that operations have decided on;
     * until then nothing earlier is expected of them. Null: that there is none any more.
     */
    void rePromise(List<Fulfillment> some, LocalDate day, String reason, Function<List<Long>, List<Delay>> heardOf) {
        var heard = heardOf.apply(ids(some));
        for (var fulfillment : some) {
            fulfillment.notBefore = day;
            fulfillment.noticeDueAt = null;
            if (day != null) {
                fulfillment.expectedOn = day;
            }
        }
        tell(some, fulfillment -> day, fulfillment -> reason, heard);
        some.stream()
                .filter(fulfillment -> fulfillment.status == FulfillmentStatus.AWAITING_STOCK)
                .forEach(fulfillment -> fulfillment.status = whileWaiting(fulfillment));
    }

    /** Why this day, or that there is none (null), can't be told of what has not shipped; empty when it can. */
    Optional<String> whyNot(Fulfillment fulfillment, LocalDate day) {
        var promised = promisedDay(fulfillment);
        if (day == null) {
            return promised.isEmpty()
                    ? Optional.of("The customer was told before that there is no day.")
                    : Optional.empty();
        }
        if (promised.filter(day::isAfter).isEmpty() && promised.isPresent()) {
            return Optional.of("It is promised for %s; only a later day can be told.".formatted(promised.get()));
        }
        if (fulfillment.expectedOn == null) {
            return Optional.of("Nothing that has a day covers it, so no day can be promised.");
        }
        return fulfillment.expectedOn.isAfter(day)
                ? Optional.of("It is expected only by %s; an earlier day can't be promised."
                        .formatted(fulfillment.expectedOn))
                : Optional.empty();
    }

    private static List<Long> ids(List<Fulfillment> some) {
        return some.stream().map(Fulfillment::id).toList();
    }

    private void tell(
            List<Fulfillment> late,
            Function<Fulfillment, LocalDate> revised,
            Function<Fulfillment, String> reason,
            List<Delay> heard) {
        var last = delays.lastOf(ids(late)).stream().collect(toMap(Delay::fulfillmentId, identity()));
        var now = calendar.now();
        var told = new ArrayList<Fulfillment>();
        for (var fulfillment : late) {
            var before = Optional.ofNullable(last.get(fulfillment.id));
            tell(fulfillment, revised.apply(fulfillment), reason.apply(fulfillment), before, heard, now, told);
        }
        if (!told.isEmpty()) {
            events.publishEvent(new DelayTold(told));
        }
        var undated = told.stream()
                .filter(fulfillment -> fulfillment.promisedOn == null && !fulfillment.allocated)
                .map(Fulfillment::id)
                .toList();
        if (!undated.isEmpty()) {
            events.publishEvent(new LateOrdersChanged(fulfillments.skusOf(undated)));
        }
    }

    private void tell(
            Fulfillment fulfillment,
            LocalDate revised,
            String reason,
            Optional<Delay> last,
            List<Delay> heard,
            Instant now,
            List<Fulfillment> told) {
        // Whose time to answer has ended, though nothing has come of that yet, has answered by silence.
        last.filter(question -> heard.contains(question) && hasEnded(question))
                .ifPresent(question -> countSilence(fulfillment, question));
        if (!fulfillment.status.beforeShipment()) {
            return;
        }
        // Of a notice that never went out the customer knows nothing, so the new one takes its place: it counts from
        // the day that was promised before, and as the first one if nothing was heard of any other.
        var kept = last.filter(open -> open.outcome == null && !heard.contains(open))
                .map(Delay::promisedOn)
                .or(() -> promisedDay(fulfillment));
        var promised = kept.or(() -> last.map(Delay::promisedOn)).orElseThrow();
        var stage = fulfillment.delayStage;
        var rule = policies.delay(
                fulfillment.lawProfile,
                heard.stream().anyMatch(delay -> delay.fulfillmentId == fulfillment.id),
                revised == null ? null : (int) ChronoUnit.DAYS.between(promised, revised),
                stage == DelayStage.AGREED_UNDATED);
        var tooLate = kept.filter(calendar.today()::isAfter).isPresent()
                && stage != DelayStage.AGREED_UNDATED
                && open(fulfillment).filter(heard::contains).isEmpty();
        if (tooLate && policies.notice(fulfillment.lawProfile).cancelIfUntold()) {
            cancelUntold(fulfillment, promised);
            return;
        }
        // What comes too late asks nothing: no silence makes good for that.
        var silence = tooLate ? Delay.Silence.NOTHING : rule.silence();
        var asks = silence != Delay.Silence.NOTHING;
        fulfillment.promisedOn = revised;
        fulfillment.promiseVersion++;
        inventory.promise(fulfillment.id, promiseDay.neededBy(revised));
        var delay = new Delay(fulfillment, promised, reason, now);
        delay.silence = silence;
        delay.tellBy = calendar.endOf(promised);
        delay.deadline = asks ? calendar.endOf(promised.plusDays(rule.days())) : null;
        // A question that is open already ends neither later nor sooner because of the next one: nobody has agreed to
        // anything yet.
        last.filter(open -> open.outcome == null).ifPresent(open -> {
            open.outcome = Delay.Outcome.RENEWED;
            if (asks && open.silence == Delay.Silence.CANCEL && heard.contains(open)) {
                delay.deadline = open.deadline;
            }
        });
        delays.save(delay);
        if (asks) {
            fulfillment.delayStage = DelayStage.ASKED;
            offerCancellation(fulfillment);
        } else if (stage != DelayStage.AGREED_UNDATED) {
            fulfillment.delayStage = DelayStage.TOLD;
        }
        proof.write(fulfillment.id, What.RE_PROMISED, Fulfilling.FORTHCOMING, words(delay));
        told.add(fulfillment);
    }

    /**
     * No valid notice went out before the promised day ended, and it did not ship: that ends it, as of that instant; where
     * the law does not say so, what was to be asked is asked no more.
     */
    void untold(Fulfillment fulfillment) {
        var question = fulfillment.delayStage == DelayStage.ASKED ? last(fulfillment.id) : Optional.<Delay>empty();
        if (policies.notice(fulfillment.lawProfile).cancelIfUntold()) {
            question.map(Delay::promisedOn)
                    .or(() -> promisedDay(fulfillment))
                    .ifPresent(promised -> cancelUntold(fulfillment, promised));
        } else if (question.isPresent()) {
            askNothing(fulfillment, question.get());
            events.publishEvent(new DelayOver(fulfillment));
        }
    }

    /** The notice becomes news that needs no answer. */
    private void askNothing(Fulfillment fulfillment, Delay delay) {
        delay.silence = Delay.Silence.NOTHING;
        delay.deadline = null;
        fulfillment.delayStage = DelayStage.TOLD;
        if (fulfillment.status == FulfillmentStatus.CANCEL_OFFERED) {
            fulfillment.status = whileWaiting(fulfillment);
        }
    }

    private void cancelUntold(Fulfillment fulfillment, LocalDate promised) {
        cancellation.byShop(
                List.of(fulfillment),
                CancelCause.NOT_TOLD,
                untold(promised),
                Fulfilling.FORTHCOMING,
                calendar.endOf(promised));
    }

    private static String untold(LocalDate promised) {
        return "No notice of the delay went out before %s, the promised day, ended.".formatted(promised);
    }

    private static void offerCancellation(Fulfillment fulfillment) {
        if (fulfillment.status != FulfillmentStatus.READY_TO_SHIP) {
            fulfillment.status = FulfillmentStatus.CANCEL_OFFERED;
        }
    }

    private String words(Delay delay) {
        return "%s instead of %s.%s %s"
                .formatted(
                        delay.revisedOn == null
                                ? "No day can be promised any more,"
                                : "Promised to ship by " + delay.revisedOn,
                        delay.promisedOn,
                        delay.reason == null
                                ? ""
                                : " Reason: " + delay.reason + (delay.reason.endsWith(".") ? "" : "."),
                        switch (delay.silence) {
                            case NOTHING -> "Nothing is asked.";
                            case CONSENT ->
                                "Silence until the end of %s means consent."
                                        .formatted(
                                                delay.lastDay(calendar.zone()).orElseThrow());
                            case CANCEL ->
                                "Without consent it is canceled when %s ends unshipped."
                                        .formatted(
                                                delay.lastDay(calendar.zone()).orElseThrow());
                        });
    }

    /**
     * When to look again whether the notice of this delay is still to go out: another change is known, or being dealt out,
     * and whoever has heard of neither is told of the later one alone. Empty: nothing has overtaken it, or there is no
     * time left to wait for what comes of that.
     */
    @Transactional(readOnly = true)
    public Optional<Instant> overtaken(Delay delay) {
        var fulfillment = fulfillments.findById(delay.fulfillmentId).orElseThrow();
        if (fulfillment.noticeDueAt == null
                && inventory.moving(List.of(fulfillment.id)).isEmpty()) {
            return Optional.empty();
        }
        var due = fulfillment.noticeDueAt == null || fulfillment.noticeDueAt.isBefore(calendar.now())
                ? calendar.now()
                : fulfillment.noticeDueAt;
        return Optional.of(due.plus(AFTER_DUE))
                .filter(again -> delay.tellBy != null && again.plus(SETTLING).isBefore(delay.tellBy));
    }

    // Answering ----------------------------------------------------------------------------------------------------

    /** The last delay that the customer was told of. */
    @Transactional(readOnly = true)
    public Optional<Delay> last(long fulfillmentId) {
        return delays.findFirstByFulfillmentIdOrderByPromiseVersionDesc(fulfillmentId);
    }

    /** The question that the customer may answer at this instant. */
    @Transactional(readOnly = true)
    public Optional<Delay> open(Fulfillment fulfillment) {
        return fulfillment.delayStage == DelayStage.ASKED
                ? last(fulfillment.id).filter(delay -> delay.isOpenAt(calendar.now()))
                : Optional.empty();
    }

    /**
     * The question whose time ended without the yes that the law asks for, so that the fulfillment is canceled as of then,
     * even if nothing has come of that yet.
     */
    Optional<Delay> lapsed(Fulfillment fulfillment) {
        return fulfillment.delayStage == DelayStage.ASKED && fulfillment.status.beforeShipment()
                ? last(fulfillment.id).filter(delay -> delay.silence == Delay.Silence.CANCEL && hasEnded(delay))
                : Optional.empty();
    }

    /** Whether the time to answer is over, though nothing has come of that yet. */
    private boolean hasEnded(Delay delay) {
        return delay.outcome == null && delay.deadline != null && !delay.isOpenAt(calendar.now());
    }

    /**
     * Whether its promised day ended without a shipment and without a notice where the law cancels it for that, even if nothing
     * has come of it yet.
     */
    boolean isUntold(Fulfillment fulfillment) {
        return fulfillment.status.beforeShipment()
                && fulfillment.delayStage != DelayStage.AGREED_UNDATED
                && promisedDay(fulfillment).filter(calendar.today()::isAfter).isPresent()
                && policies.notice(fulfillment.lawProfile).cancelIfUntold();
    }

    /** What the law has canceled, though nothing has come of it yet, is canceled as of then. */
    void cancelIfLawHas(Fulfillment fulfillment) {
        lapsed(fulfillment).ifPresentOrElse(delay -> cancelLapsed(fulfillment, delay), () -> {
            if (isUntold(fulfillment)) {
                untold(fulfillment);
            }
        });
    }

    /** Cancels what has {@link #lapsed}, as of the end of that time. */
    private void cancelLapsed(Fulfillment fulfillment, Delay delay) {
        delay.outcome = Delay.Outcome.CANCELED_BY_SILENCE;
        cancellation.byShop(
                List.of(fulfillment), CancelCause.NO_CONSENT, noConsent(delay), Fulfilling.FORTHCOMING, delay.deadline);
    }

    private String noConsent(Delay delay) {
        return "No consent to the delay until the end of %s."
                .formatted(delay.lastDay(calendar.zone()).orElseThrow());
    }

    /** The customer agrees to wait; the row is locked and the question open. */
    void agree(Fulfillment fulfillment, Delay delay, String by) {
        agreed(fulfillment, delay, Delay.Outcome.AGREED);
        proof.write(
                fulfillment.id,
                What.ANSWERED,
                by,
                "Agrees to wait: promised to ship %s.".formatted(ProofBook.by(delay.revisedOn)));
        events.publishEvent(new DelayAgreed(fulfillment));
    }

    /** Silence counts from now on, as the notice said; the row is locked. Returns what has to go back, if it is canceled. */
    Optional<Refund> silence(Fulfillment fulfillment, Delay delay, boolean toldInTime) {
        // A question that goes on under a renewed notice was asked in time, whenever the mail of that one goes out.
        if (!toldInTime && !delay.deadline.isBefore(delay.tellBy)) {
            if (policies.notice(fulfillment.lawProfile).cancelIfUntold()) {
                return cancellation.bySilence(
                        fulfillment, CancelCause.NOT_TOLD, untold(delay.promisedOn), delay.tellBy);
            }
            askNothing(fulfillment, delay);
            return Optional.empty();
        }
        if (delay.silence == Delay.Silence.CONSENT) {
            agreeBySilence(fulfillment, delay);
            return Optional.empty();
        }
        delay.outcome = Delay.Outcome.CANCELED_BY_SILENCE;
        return cancellation.bySilence(fulfillment, CancelCause.NO_CONSENT, noConsent(delay), delay.deadline);
    }

    /** What {@link #silence} does for a notice that was told in time, without the process that should have done it. */
    void countSilence(Fulfillment fulfillment, Delay delay) {
        if (delay.silence == Delay.Silence.CONSENT) {
            agreeBySilence(fulfillment, delay);
        } else {
            cancelLapsed(fulfillment, delay);
        }
    }

    private void agreeBySilence(Fulfillment fulfillment, Delay delay) {
        agreed(fulfillment, delay, Delay.Outcome.AGREED_BY_SILENCE);
        proof.write(
                fulfillment.id,
                What.ANSWERED,
                Fulfilling.FORTHCOMING,
                "No answer until the end of %s: agrees to wait."
                        .formatted(delay.lastDay(calendar.zone()).orElseThrow()));
    }

    private void agreed(Fulfillment fulfillment, Delay delay, Delay.Outcome how) {
        delay.outcome = how;
        fulfillment.delayStage =
                delay.revisedOn == null && how == Delay.Outcome.AGREED ? DelayStage.AGREED_UNDATED : DelayStage.AGREED;
        if (fulfillment.status == FulfillmentStatus.CANCEL_OFFERED) {
            // Perhaps yet another delay is known, and its notice is to come, or operations have to decide.
            fulfillment.status = whileWaiting(fulfillment);
        }
    }
}
