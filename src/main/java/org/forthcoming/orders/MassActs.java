package org.forthcoming.orders;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.orders.Fulfilling.Units;
import org.forthcoming.orders.MassAct.Kind;
import org.forthcoming.orders.MassAct.State;
import org.forthcoming.orders.Touched.Outcome;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cancels, re-promises or writes to many orders at once: to exactly those whom its preview showed, each judged again under
 * its lock when its turn comes.
 */
@Service
@Transactional
public class MassActs {

    /** So many fulfillments one act may touch. */
    public static final int MOST = 50_000;

    /** So many orders may be named one by one. */
    public static final int MOST_NAMED = 500;

    private static final int BATCH = 50;

    private static final int MOST_YEARS = 10;

    private static final String CANCELED_BEFORE = "It was canceled before.";
    private static final String HAS_SHIPPED = "It has shipped.";
    private static final String UNITS_CANCELED_BEFORE = "The %s in it were canceled before.";

    private final MassActBook acts;
    private final MassActSettings settings;
    private final Fulfillments fulfillments;
    private final FulfillmentLocks locks;
    private final Cancellation cancellation;
    private final Delays delays;
    private final ShopCalendar calendar;
    private final EntityManager entities;
    private final ApplicationEventPublisher events;

    MassActs(
            MassActBook acts,
            MassActSettings settings,
            Fulfillments fulfillments,
            FulfillmentLocks locks,
            Cancellation cancellation,
            Delays delays,
            ShopCalendar calendar,
            EntityManager entities,
            ApplicationEventPublisher events) {
        this.acts = acts;
        this.settings = settings;
        this.fulfillments = fulfillments;
        this.locks = locks;
        this.cancellation = cancellation;
        this.delays = delays;
        this.calendar = calendar;
        this.entities = entities;
        this.events = events;
    }

    /**
     * What would become of one that it touches.
     *
     * @param words a sentence for staff
     */
    public record Foreseen(boolean done, String words) {}

    // Preparing ----------------------------------------------------------------------------------------------------

    /** Writes down what is to be done to whom; nothing is done yet. Refuses what makes no sense, or would touch nobody. */
    @Atomic
    public Answer<MassAct> prepare(NewMassAct wanted, String by) {
        var fault = fault(wanted);
        if (fault.isPresent()) {
            return Answer.invalid(fault.get());
        }
        var touched = whom(wanted);
        if (touched.isEmpty()) {
            return Answer.conflict(
                    wanted.sku() == null
                            ? "Nothing of these orders is left that this could be done to."
                            : "There is no order of %s that this could be done to.".formatted(wanted.sku()));
        }
        if (touched.size() > MOST) {
            return Answer.conflict("More than %d deliveries would be touched; choose fewer.".formatted(MOST));
        }
        var act = acts.save(new MassAct(wanted, by, calendar.now()));
        touched.forEach(id -> entities.persist(new Touched(act.id, id)));
        return Answer.done(act);
    }

    private Optional<String> fault(NewMassAct wanted) {
        if (wanted.sku() == null && wanted.orders().isEmpty()) {
            return Optional.of("Choose a SKU, or name the orders.");
        }
        if (wanted.orders().size() > MOST_NAMED) {
            return Optional.of("At most %d orders can be named.".formatted(MOST_NAMED));
        }
        if (wanted.sku() == null) {
            var unknown = new HashSet<>(wanted.orders());
            unknown.removeAll(acts.known(wanted.orders()));
            if (!unknown.isEmpty()) {
                return Optional.of("There is no order %s."
                        .formatted(unknown.stream().sorted().limit(10).collect(Collectors.joining(", "))));
            }
        }
        if (wanted.kind() == Kind.WRITE) {
            return tooLong("subject", wanted.subject(), 200).or(() -> tooLong("message", wanted.message(), 4000));
        }
        if (wanted.kind() == Kind.RE_PROMISE
                && wanted.promisedOn() != null
                && wanted.promisedOn().isBefore(calendar.today())) {
            return Optional.of("%s is over: tell today or a later day.".formatted(wanted.promisedOn()));
        }
        if (wanted.kind() == Kind.RE_PROMISE
                && wanted.promisedOn() != null
                && wanted.promisedOn().isAfter(calendar.today().plusYears(MOST_YEARS))) {
            return Optional.of("%s is more than %d years away.".formatted(wanted.promisedOn(), MOST_YEARS));
        }
        return tooLong("reason", wanted.reason(), 500);
    }

    private static Optional<String> tooLong(String what, String text, int most) {
        return text == null || text.length() > most
                ? Optional.of("Tell the %s, in at most %d characters.".formatted(what, most))
                : Optional.empty();
    }

    private List<Long> whom(NewMassAct wanted) {
        if (wanted.kind() == Kind.WRITE && wanted.shippedToo()) {
            return wanted.sku() == null
                    ? acts.oneOfEach(wanted.orders())
                    : acts.oneOfEachWith(wanted.sku(), Limit.of(MOST + 1));
        }
        var unshipped = wanted.sku() == null
                ? acts.unshippedOf(wanted.orders())
                : acts.unshippedOf(wanted.sku(), Limit.of(MOST + 1));
        return wanted.kind() == Kind.WRITE ? oneOfEachOrder(unshipped) : unshipped;
    }

    /** Nobody gets the same mail twice because the order comes in parts. */
    private List<Long> oneOfEachOrder(List<Long> ids) {
        var some = new ArrayList<Long>();
        for (int from = 0; from < ids.size(); from += 1000) {
            some.addAll(acts.oneOfEachAmong(ids.subList(from, Math.min(from + 1000, ids.size()))));
        }
        return some;
    }

    /** What it would do to each of these now, or why it would not. */
    @Transactional(readOnly = true)
    public Map<Long, Foreseen> foreseen(MassAct act, List<Long> ids) {
        return fulfillments.findByIdIn(ids).stream()
                .collect(Collectors.toMap(
                        Fulfillment::id,
                        fulfillment -> whyNot(act, fulfillment)
                                .map(why -> new Foreseen(false, why))
                                .orElseGet(() -> new Foreseen(true, inWords(act, fulfillment, false)))));
    }

    // Deciding -----------------------------------------------------------------------------------------------------

    /** Whether it touches so many orders that somebody else than who prepared it has to start it. */
    @Transactional(readOnly = true)
    public boolean needsAnother(MassAct act) {
        return acts.orders(act.id) > settings.aloneUpTo();
    }

    /** Lets it begin. Refused to who prepared it when it touches many. */
    @Atomic
    public Answer<MassAct> start(long id, String by) {
        return prepared(id, act -> {
            if (by.equals(act.preparedBy) && needsAnother(act)) {
                return Answer.conflict("It touches more than %d orders, so somebody else than %s has to start it."
                        .formatted(settings.aloneUpTo(), by));
            }
            settle(act, State.RUNNING, by);
            events.publishEvent(new MassActStarted(act));
            return Answer.done(act);
        });
    }

    /** It is not to be done. */
    @Atomic
    public Answer<MassAct> withdraw(long id, String by) {
        return prepared(id, act -> {
            settle(act, State.WITHDRAWN, by);
            return Answer.done(act);
        });
    }

    private Answer<MassAct> prepared(long id, Function<MassAct, Answer<MassAct>> then) {
        var act = acts.locked(id);
        if (act.isEmpty()) {
            return Answer.unknown("There is no mass act %d.".formatted(id));
        }
        return act.get().state == State.PREPARED
                ? then.apply(act.get())
                : Answer.conflict(
                        act.get().state == State.WITHDRAWN
                                ? "It was withdrawn by %s.".formatted(act.get().settledBy)
                                : "It was started by %s.".formatted(act.get().settledBy));
    }

    private void settle(MassAct act, State state, String by) {
        act.state = state;
        act.settledBy = by;
        act.settledAt = calendar.now();
    }

    // Doing --------------------------------------------------------------------------------------------------------

    /**
     * Does it to the next of those whom it touches. Returns whether there was any.
     *
     * @param heardOf see {@link Delays#tellNext}
     */
    @Atomic
    public boolean actOnNext(long id, Function<List<Long>, List<Delay>> heardOf) {
        var act = acts.findById(id).orElseThrow();
        var next = acts.stillToCome(id, Limit.of(BATCH));
        if (next.isEmpty()) {
            act.state = State.DONE;
            act.endedAt = calendar.now();
            return false;
        }
        var ids = next.stream().map(Touched::fulfillmentId).toList();
        var locked = locks.those(() -> ids).orElse(List.of()).stream()
                .collect(Collectors.toMap(Fulfillment::id, Function.identity()));
        var may = new ArrayList<Fulfillment>();
        for (var one : next) {
            var fulfillment = locked.get(one.fulfillmentId);
            if (fulfillment == null) {
                continue; // not chosen: its turn comes when it can be done
            }
            delays.cancelIfLawHas(fulfillment);
            whyNot(act, fulfillment).ifPresentOrElse(why -> one.became(Outcome.REFUSED, why), () -> {
                one.became(Outcome.DONE, inWords(act, fulfillment, true));
                may.add(fulfillment);
            });
        }
        act(act, may, heardOf);
        return !locked.isEmpty();
    }

    private void act(MassAct act, List<Fulfillment> may, Function<List<Long>, List<Delay>> heardOf) {
        switch (act.kind) {
            case CANCEL -> cancel(act, may);
            case RE_PROMISE -> delays.rePromise(may, act.promisedOn, act.reason, heardOf);
            case WRITE -> may.forEach(fulfillment -> events.publishEvent(new MessageWritten(fulfillment, act)));
        }
    }

    private void cancel(MassAct act, List<Fulfillment> may) {
        var wholes =
                may.stream().filter(fulfillment -> !isPart(act, fulfillment)).toList();
        wholes.forEach(fulfillment -> {
            fulfillment.unavailableSku = act.sku;
            fulfillment.cancelReason = act.reason;
        });
        cancellation.byShop(wholes, CancelCause.NOT_AVAILABLE, act.reason, act.settledBy, calendar.now());
        may.stream()
                .filter(fulfillment -> isPart(act, fulfillment))
                .forEach(part -> cancellation.cancel(
                        part, List.of(new Units(act.sku, part.units(act.sku))), act.reason, act.settledBy));
    }

    /** Whether the rest of it may ship without what is chosen by. */
    private static boolean isPart(MassAct act, Fulfillment fulfillment) {
        return act.sku != null && LateOrders.isPart(fulfillment, act.sku);
    }

    /** Why it can't be done to this one; empty when it can. */
    private Optional<String> whyNot(MassAct act, Fulfillment fulfillment) {
        if (act.kind == Kind.WRITE) {
            return whyNotWrite(act, fulfillment.order());
        }
        if (fulfillment.status.withoutShipment()) {
            return Optional.of(CANCELED_BEFORE);
        }
        if (!fulfillment.status.beforeShipment()) {
            return Optional.of(HAS_SHIPPED);
        }
        if (act.sku != null && fulfillment.units(act.sku) == 0) {
            return Optional.of(UNITS_CANCELED_BEFORE.formatted(act.sku));
        }
        return act.kind == Kind.RE_PROMISE ? delays.whyNot(fulfillment, act.promisedOn) : Optional.empty();
    }

    /** One mail goes to the whole order, so what became of one of its deliveries does not decide alone. */
    private static Optional<String> whyNotWrite(MassAct act, Order order) {
        var wanted = order.fulfillments().stream()
                .filter(fulfillment -> !fulfillment.status.withoutShipment())
                .toList();
        if (wanted.isEmpty()) {
            return Optional.of(CANCELED_BEFORE);
        }
        var concerned = wanted.stream()
                .filter(fulfillment -> act.sku == null || fulfillment.units(act.sku) > 0)
                .toList();
        if (concerned.isEmpty()) {
            return Optional.of(UNITS_CANCELED_BEFORE.formatted(act.sku));
        }
        return act.shippedToo || concerned.stream().anyMatch(fulfillment -> fulfillment.status.beforeShipment())
                ? Optional.empty()
                : Optional.of(HAS_SHIPPED);
    }

    private static String inWords(MassAct act, Fulfillment fulfillment, boolean done) {
        return switch (act.kind) {
            case CANCEL ->
                (done ? "Canceled " : "Cancels ")
                        + (isPart(act, fulfillment)
                                ? "%d of %s; the rest stays.".formatted(fulfillment.units(act.sku), act.sku)
                                : "all of it.");
            case RE_PROMISE ->
                (done ? "Told " : "Tells ")
                        + "%s instead of %s."
                                .formatted(
                                        act.promisedOn == null ? "that there is no day" : act.promisedOn,
                                        fulfillment.promisedOn == null ? "no day" : fulfillment.promisedOn);
            case WRITE ->
                (done ? "Wrote to " : "Writes to ") + fulfillment.order().customerEmail() + ".";
        };
    }
}
