package org.forthcoming.processes;

import java.util.Date;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Fulfillments;
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
    private final ShopCalendar calendar;

    Facts(Fulfillments fulfillments, ShopCalendar calendar) {
        this.fulfillments = fulfillments;
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

    /** The customer's rating from 1 (bad) to 5 (good). */
    public int rating(long fulfillmentId) {
        return fulfillment(fulfillmentId).rating().orElseThrow();
    }

    /** The name of the law profile that was fixed when the order was placed. */
    public String lawProfile(long fulfillmentId) {
        return fulfillment(fulfillmentId).lawProfile().name();
    }

    private Fulfillment fulfillment(long id) {
        return fulfillments.findById(id).orElseThrow();
    }
}
