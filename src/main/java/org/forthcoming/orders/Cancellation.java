package org.forthcoming.orders;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.PromiseDay;
import org.forthcoming.orders.Fulfilling.Units;
import org.forthcoming.orders.ProofEntry.What;
import org.joda.money.Money;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Cancels fulfillments before their shipment, whole, by line or by quantity, and says what goes back. */
@Component
class Cancellation {

    private final Catalog catalog;
    private final Inventory inventory;
    private final Refunds refunds;
    private final DelayBook delays;
    private final PromiseDay promiseDay;
    private final ShopCalendar calendar;
    private final ProofBook proof;
    private final ApplicationEventPublisher events;

    Cancellation(
            Catalog catalog,
            Inventory inventory,
            Refunds refunds,
            DelayBook delays,
            PromiseDay promiseDay,
            ShopCalendar calendar,
            ProofBook proof,
            ApplicationEventPublisher events) {
        this.catalog = catalog;
        this.inventory = inventory;
        this.refunds = refunds;
        this.delays = delays;
        this.promiseDay = promiseDay;
        this.calendar = calendar;
        this.proof = proof;
        this.events = events;
    }

    /** Everything of an order that has not shipped; what has shipped stays. */
    Answer<Order> cancel(Order order, String reason, String by) {
        var open = order.fulfillments.stream()
                .filter(fulfillment -> fulfillment.status.beforeShipment())
                .toList();
        if (open.isEmpty()) {
            return order.status().withoutShipment()
                    ? Answer.doneBefore(order)
                    : Answer.conflict("Order %s has shipped and can't be canceled any more.".formatted(order.number));
        }
        whole(open, reason, by);
        return Answer.done(order);
    }

    Answer<Fulfillment> cancel(Fulfillment fulfillment, List<Units> units, String reason, String by) {
        if (fulfillment.status.withoutShipment()) {
            return units.isEmpty() ? Answer.doneBefore(fulfillment) : Answer.conflict("It was canceled before, whole.");
        }
        if (!fulfillment.status.beforeShipment()) {
            return Answer.conflict("It has shipped and can't be canceled any more.");
        }
        var less = new TreeMap<String, Integer>();
        units.forEach(unit -> less.merge(unit.sku(), unit.quantity(), Integer::sum));
        for (var unit : less.entrySet()) {
            var wanted = fulfillment.units(unit.getKey());
            if (wanted == 0) {
                return Answer.invalid("There is nothing of %s in it to cancel.".formatted(unit.getKey()));
            }
            if (unit.getValue() > wanted) {
                return Answer.conflict("Only %d of %s are left in it, %d can't be canceled."
                        .formatted(wanted, unit.getKey(), unit.getValue()));
            }
        }
        var all = fulfillment.lines.stream().mapToInt(Line::quantity).sum();
        if (units.isEmpty()
                || less.values().stream().mapToInt(Integer::intValue).sum() == all) {
            whole(List.of(fulfillment), reason, by);
        } else {
            lower(fulfillment, less, reason, by);
        }
        return Answer.done(fulfillment);
    }

    /** The process itself cancels it, as of this instant; it raises no fact. Returns what has to go back. */
    Optional<Refund> bySilence(Fulfillment fulfillment, CancelCause cause, String reason, Instant asOf) {
        return Optional.ofNullable(take(List.of(fulfillment), cause, reason, Fulfilling.FORTHCOMING, asOf)
                .get(fulfillment));
    }

    /** The shop cancels all of these, which have not shipped, at once and as if it had been done at that instant. */
    void byShop(List<Fulfillment> canceled, CancelCause cause, String reason, String by, Instant asOf) {
        tell(canceled, take(canceled, cause, reason, by, asOf));
    }

    private void whole(List<Fulfillment> canceled, String reason, String by) {
        tell(canceled, take(canceled, CancelCause.WISH, reason, by, calendar.now()));
    }

    private void tell(List<Fulfillment> canceled, Map<Fulfillment, Refund> refunds) {
        canceled.forEach(
                fulfillment -> events.publishEvent(new FulfillmentCanceled(fulfillment, refunds.get(fulfillment))));
    }

    private Map<Fulfillment, Refund> take(
            List<Fulfillment> canceled, CancelCause cause, String reason, String by, Instant asOf) {
        var opened = new HashMap<Fulfillment, Refund>();
        var withoutDay = new TreeSet<String>();
        for (var fulfillment : canceled) {
            if (fulfillment.isLateWithoutDay()) {
                withoutDay.addAll(fulfillment.wantedSkus());
            }
            fulfillment.status = FulfillmentStatus.CANCELED;
            fulfillment.cancelCause = cause;
            fulfillment.allocated = false;
            fulfillment.noticeDueAt = null;
            delays.close(fulfillment, Delay.Outcome.CANCELED);
            fulfillment.endedAt = asOf;
            proof.write(fulfillment.id, What.CANCELED, by, "Canceled." + because(reason));
            refunds.open(fulfillment, asOf).ifPresent(refund -> opened.put(fulfillment, refund));
        }
        // All at once: given back one by one, the units of the first would go to the next, which would then ship.
        inventory.release(canceled.stream().map(Fulfillment::id).toList());
        if (!withoutDay.isEmpty()) {
            events.publishEvent(new LateOrdersChanged(withoutDay));
        }
        return opened;
    }

    private void lower(Fulfillment fulfillment, Map<String, Integer> less, String reason, String by) {
        var due = Money.zero(fulfillment.order.currency());
        var words = new ArrayList<String>();
        for (var unit : less.entrySet()) {
            due = due.plus(take(fulfillment, unit.getKey(), unit.getValue()));
            words.add("%d of %s".formatted(unit.getValue(), unit.getKey()));
        }
        proof.write(
                fulfillment.id,
                What.CANCELED,
                by,
                "Canceled %s.".formatted(String.join(", ", words)) + because(reason));
        var withoutDay = fulfillment.isLateWithoutDay();
        // Told before inventory is, whose news of free units may go on with what is left of the fulfillment.
        less.forEach((sku, quantity) -> inventory.lower(fulfillment.id, sku, quantity));
        comeForward(fulfillment);
        if (withoutDay) {
            events.publishEvent(new LateOrdersChanged(
                    fulfillment.lines.stream().map(Line::sku).distinct().toList()));
        }
        events.publishEvent(new LinesCanceled(fulfillment, refund(fulfillment, due)));
    }

    private Refund refund(Fulfillment fulfillment, Money due) {
        return fulfillment.paid()
                ? refunds.open(fulfillment, due, calendar.now()).orElse(null)
                : null;
    }

    /** Takes units from the lines of a SKU, last line first, and says what they cost. */
    static Money take(Fulfillment fulfillment, String sku, int units) {
        var worth = Money.zero(fulfillment.order.currency());
        var left = units;
        for (int i = fulfillment.lines.size() - 1; i >= 0 && left > 0; i--) {
            var line = fulfillment.lines.get(i);
            if (line.sku.equals(sku)) {
                var taken = Math.min(left, line.quantity);
                line.quantity -= taken;
                left -= taken;
                worth = worth.plus(line.unitPrice().multipliedBy(taken));
            }
        }
        return worth;
    }

    /** What is left may be promised earlier than the whole was, never later; the mail about the change tells it. */
    private void comeForward(Fulfillment fulfillment) {
        var releaseOn = catalog.latestRelease(fulfillment.wantedSkus());
        if (!Objects.equals(releaseOn, fulfillment.releaseOn)) {
            fulfillment.releaseOn = releaseOn;
            events.publishEvent(new ReleaseMoved(List.of(fulfillment)));
        }
        var ready = fulfillment.allocated
                ? calendar.today()
                : inventory.readyDays(List.of(fulfillment.id)).get(fulfillment.id);
        fulfillment.expect(promiseDay.promise(ready, fulfillment.releaseOn));
        var day = fulfillment.expectedOn;
        if (day != null && (fulfillment.promisedOn == null || day.isBefore(fulfillment.promisedOn))) {
            fulfillment.promisedOn = day;
            fulfillment.promiseVersion++;
            inventory.promise(fulfillment.id, promiseDay.neededBy(day));
            proof.write(
                    fulfillment.id,
                    What.RE_PROMISED,
                    Fulfilling.FORTHCOMING,
                    "Promised to ship %s.".formatted(ProofBook.by(day)));
            if (delays.endIfKept(fulfillment)) {
                events.publishEvent(new DelayOver(fulfillment));
            }
        }
    }

    static String because(String reason) {
        return reason == null || reason.isBlank() ? "" : " Reason: " + reason.strip();
    }
}
