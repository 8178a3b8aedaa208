package org.forthcoming.processes;

import java.util.Date;
import java.util.Optional;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Delay;
import org.forthcoming.orders.DelayStage;
import org.forthcoming.orders.Delays;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.LateOrders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the diagrams may ask of a fulfillment: a message that comes while nobody waits for it is lost, so a diagram that
 * arrives asks for the stored fact.
 */
@Component
@Transactional(readOnly = true)
public class Facts {

    private final Fulfillments fulfillments;
    private final Delays delays;
    private final LateOrders lateOrders;
    private final ShopCalendar calendar;

    Facts(Fulfillments fulfillments, Delays delays, LateOrders lateOrders, ShopCalendar calendar) {
        this.fulfillments = fulfillments;
        this.delays = delays;
        this.lateOrders = lateOrders;
        this.calendar = calendar;
    }

    /** Whether all of its units lie in the warehouse for it. */
    public boolean stockAllocated(long fulfillmentId) {
        return fulfillment(fulfillmentId).allocated();
    }

    /** Whether its release day has come; what has none is released. */
    public boolean released(long fulfillmentId) {
        return fulfillment(fulfillmentId)
                .releaseOn()
                .map(day -> !calendar.today().isBefore(day))
                .orElse(true);
    }

    /** When its release day begins. */
    public Date releaseDay(long fulfillmentId) {
        return Date.from(
                fulfillment(fulfillmentId).releaseOn().map(calendar::startOf).orElseGet(calendar::now));
    }

    /** When the next notice of a delay is to go out; now, when none is. */
    public Date nextDelayNotice() {
        return Date.from(delays.nextNotice().orElseGet(calendar::now));
    }

    /** Noon of today, where the shop is; when that is over, now. */
    public Date noon() {
        var noon = calendar.noonOf(calendar.today());
        return Date.from(noon.isBefore(calendar.now()) ? calendar.now() : noon);
    }

    /** Whether the customer has set a last period for it. */
    public boolean lastPeriodSet(long fulfillmentId) {
        return fulfillment(fulfillmentId).periodEndsOn().isPresent();
    }

    /** Whether the carrier has it, or had it. */
    public boolean shipped(long fulfillmentId) {
        return fulfillments.findById(fulfillmentId).orElseThrow().shippedAt().isPresent();
    }

    /** The last moment to decide on late orders of a SKU, in time for whoever was promised the earliest day. */
    public Date lastMoment(String sku) {
        return Date.from(lateOrders.lastMoment(sku));
    }

    /** When the next day begins where the shop is. */
    public Date nextDay() {
        return Date.from(calendar.endOf(calendar.today()));
    }

    /** Whether a delay waits to be told to somebody. */
    public boolean delaysLeft() {
        return delays.nextNotice().isPresent();
    }

    /** Whether the customer is asked to answer the last notice of a delay. */
    public boolean answerAsked(long fulfillmentId) {
        return fulfillment(fulfillmentId).delayStage().equals(Optional.of(DelayStage.ASKED));
    }

    /** The instant from which silence after the last notice of a delay counts. */
    public Date answerDeadline(long fulfillmentId) {
        return Date.from(delays.last(fulfillmentId).flatMap(Delay::deadline).orElseThrow());
    }

    /** Whether it was canceled. */
    public boolean canceled(long fulfillmentId) {
        return fulfillment(fulfillmentId).status() == FulfillmentStatus.CANCELED;
    }

    /** The customer's rating from 1 (bad) to 5 (good). */
    public int rating(long fulfillmentId) {
        return fulfillment(fulfillmentId).rating().orElseThrow();
    }

    /** What its goods cost, without shipping, in the order's currency. */
    public double total(long fulfillmentId) {
        return fulfillment(fulfillmentId).total().getAmount().doubleValue();
    }

    /** The name of the law profile that was fixed when the order was placed. */
    public String lawProfile(long fulfillmentId) {
        return fulfillment(fulfillmentId).lawProfile().name();
    }

    private Fulfillment fulfillment(long id) {
        return fulfillments.findById(id).orElseThrow();
    }
}
