package org.forthcoming.orders;

import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.ClaimSplit;
import org.forthcoming.inventory.CoverChanged;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.UnitsAllocated;
import org.forthcoming.offers.PromiseDay;
import org.forthcoming.orders.ProofEntry.What;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears what became of units and supplies, and keeps every waiting fulfillment's expected day true to it. */
@Component
class Promising {

    /** Good news is told at most once in so many days. */
    private static final int DAYS_BETWEEN_GOOD_NEWS = 7;

    private final Fulfillments fulfillments;
    private final Inventory inventory;
    private final PromiseDay promiseDay;
    private final Delays delays;
    private final DelayBook delayBook;
    private final ShopCalendar calendar;
    private final ProofBook proof;
    private final EntityManager entities;
    private final ApplicationEventPublisher events;

    Promising(
            Fulfillments fulfillments,
            Inventory inventory,
            PromiseDay promiseDay,
            Delays delays,
            DelayBook delayBook,
            ShopCalendar calendar,
            ProofBook proof,
            EntityManager entities,
            ApplicationEventPublisher events) {
        this.fulfillments = fulfillments;
        this.inventory = inventory;
        this.promiseDay = promiseDay;
        this.delays = delays;
        this.delayBook = delayBook;
        this.calendar = calendar;
        this.proof = proof;
        this.entities = entities;
        this.events = events;
    }

    @EventListener
    void on(UnitsAllocated fact) {
        var allocated = fulfillments.findByIdIn(fact.references());
        var withoutDay = withoutDay(allocated);
        for (var fulfillment : allocated) {
            fulfillment.allocated = true;
            fulfillment.expect(promiseDay.promise(calendar.today(), fulfillment.releaseOn));
            proof.allocated(fulfillment);
            // What may ship at once is not worth a mail; what still waits for its release is.
            if (fulfillment.releaseOn != null && calendar.today().isBefore(fulfillment.releaseOn)) {
                tellGoodNews(fulfillment);
            }
        }
        // What is here may still have to wait for a release that has been postponed.
        delays.check(allocated);
        events.publishEvent(new StockAllocated(allocated));
        tellWhoDecides(withoutDay);
    }

    @EventListener
    void on(CoverChanged fact) {
        var readyDays = inventory.readyDays(fact.references());
        var waiting = fulfillments.findByIdIn(fact.references());
        var withoutDay = withoutDay(waiting);
        waiting.forEach(fulfillment -> expect(fulfillment, readyDays.get(fulfillment.id)));
        delays.check(waiting);
        tellWhoDecides(withoutDay);
    }

    /** What is left may be in time though the whole was not. */
    @EventListener
    void on(LinesCanceled fact) {
        delays.check(List.of(fact.fulfillment()));
    }

    private static List<Fulfillment> withoutDay(List<Fulfillment> some) {
        return some.stream().filter(Fulfillment::isLateWithoutDay).toList();
    }

    /** Perhaps these were the last of their SKU of whom somebody has to decide something. */
    private void tellWhoDecides(List<Fulfillment> hadNoDay) {
        if (!hadNoDay.isEmpty()) {
            events.publishEvent(new LateOrdersChanged(
                    fulfillments.skusOf(hadNoDay.stream().map(Fulfillment::id).toList())));
        }
    }

    private void expect(Fulfillment fulfillment, LocalDate readyOn) {
        if (fulfillment.allocated || !fulfillment.status.beforeShipment()) {
            return;
        }
        var before = fulfillment.expectedOn;
        fulfillment.expect(promiseDay.promise(readyOn, fulfillment.releaseOn));
        if (!Objects.equals(before, fulfillment.expectedOn)) {
            tellGoodNews(fulfillment);
        }
    }

    private void tellGoodNews(Fulfillment fulfillment) {
        if (isGoodNews(fulfillment)) {
            events.publishEvent(new PromiseImproved(fulfillment));
        }
    }

    private boolean isGoodNews(Fulfillment fulfillment) {
        var earlier = fulfillment.expectedOn != null
                && !delays.isLate(fulfillment)
                && (fulfillment.promisedOn == null || fulfillment.expectedOn.isBefore(fulfillment.promisedOn));
        var toldLately = fulfillment.toldEarlierOn != null
                && fulfillment.toldEarlierOn.plusDays(DAYS_BETWEEN_GOOD_NEWS).isAfter(calendar.today());
        return earlier && !toldLately;
    }

    /** What is there ships; the rest keeps waiting as a fulfillment of its own, under the same promise. */
    @EventListener
    void on(ClaimSplit fact) {
        var from = fulfillments.findById(fact.reference()).orElseThrow();
        var rest = new Fulfillment(fact.restReference(), from.order, from.kind, from.lawProfile);
        rest.releaseOn = from.releaseOn;
        rest.promisedOn = from.promisedOn;
        rest.expectedOn = from.expectedOn;
        rest.notBefore = from.notBefore;
        rest.originallyPromisedOn = from.originallyPromisedOn;
        rest.promiseVersion = from.promiseVersion;
        rest.toldEarlierOn = from.toldEarlierOn;
        rest.delayStage = from.delayStage;
        rest.raisedAt = from.raisedAt;
        rest.unpaid = from.unpaid;
        rest.periodEndsOn = from.periodEndsOn;
        fact.rest().forEach((sku, units) -> move(from, rest, sku, units));
        entities.persist(rest);
        // What the customer was told and asked of the whole holds for the rest.
        delayBook.lastOf(from).map(delay -> delay.ofRest(rest)).ifPresent(delayBook::save);
        proof.continued(from.id, rest.id);
        proof.write(
                from.id,
                What.SPLIT,
                Fulfilling.FORTHCOMING,
                "What is not here yet waits on: %s.".formatted(words(fact)));
        proof.write(
                rest.id,
                What.PROMISED,
                Fulfilling.FORTHCOMING,
                "Split from what could ship; promised to ship %s as before.".formatted(ProofBook.by(rest.promisedOn)));
        events.publishEvent(new FulfillmentSplit(from, rest));
    }

    /** Moves units of a SKU to the rest, last line first; a line of which nothing stays moves whole. */
    private void move(Fulfillment from, Fulfillment rest, String sku, int units) {
        var left = units;
        for (int i = from.lines.size() - 1; i >= 0 && left > 0; i--) {
            var line = from.lines.get(i);
            if (line.sku.equals(sku) && line.quantity > 0) {
                var moved = Math.min(left, line.quantity);
                new Line(rest, line.position, sku, line.title, moved, line.unitPrice);
                line.quantity -= moved;
                line.ordered -= moved;
                left -= moved;
                if (line.ordered == 0) {
                    from.lines.remove(line);
                    entities.remove(line);
                }
            }
        }
    }

    private static String words(ClaimSplit fact) {
        return String.join(
                ", ",
                fact.rest().entrySet().stream()
                        .map(entry -> "%d of %s".formatted(entry.getValue(), entry.getKey()))
                        .toList());
    }
}
