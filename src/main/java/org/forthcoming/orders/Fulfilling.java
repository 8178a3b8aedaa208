package org.forthcoming.orders;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.forthcoming.inventory.Answer;
import org.springframework.stereotype.Service;

/**
 * Everything that happens to a fulfillment after it was placed.
 *
 * <p>Acts of the doors (ship, deliver, cancel, give feedback) raise a fact that the process hears. What the process does
 * by itself (the methods named after a status) records and raises none.
 */
@Service
public class Fulfilling {

    /** By whom, when nobody but the process itself did it. */
    public static final String FORTHCOMING = "forthcoming";

    /** By whom, when the customer did it on the order's page. */
    public static final String CUSTOMER = "customer";

    // Doors --------------------------------------------------------------------------------------------------------

    /** Cancels everything of an order that has not shipped. */
    public Answer<Order> cancelOrder(String number, String reason, String by) {
        throw new UnsupportedOperationException();
    }

    /** Units of one SKU. */
    public record Units(String sku, int quantity) {}

    /**
     * Cancels a fulfillment before its shipment, whole or in part.
     *
     * @param units what to cancel; empty: all of it
     */
    public Answer<Fulfillment> cancel(long id, List<Units> units, String reason, String by) {
        throw new UnsupportedOperationException();
    }

    /** The carrier has it. Refused before it is ready or released; the same again is DoneBefore. */
    public Answer<Fulfillment> ship(long id, String carrier, String trackingNumber, String by) {
        throw new UnsupportedOperationException();
    }

    /** Why this shipment could not be recorded now; empty when it could. Asked by forms before they submit. */
    public Optional<String> whyNotShip(long id, String carrier, String trackingNumber) {
        throw new UnsupportedOperationException();
    }

    /** The customer has it, today. Refused before the shipment. */
    public Answer<Fulfillment> deliver(long id, String by) {
        throw new UnsupportedOperationException();
    }

    /** The customer's rating from 1 to 5. Refused before feedback was requested and when it was given before. */
    public Answer<Fulfillment> giveFeedback(long id, int rating, String comment, String by) {
        throw new UnsupportedOperationException();
    }

    /** An unpaid order was paid. */
    public Answer<Order> pay(String number, org.joda.money.Money amount, LocalDate paidOn, String by) {
        throw new UnsupportedOperationException();
    }

    /** Moves a waiting fulfillment to the front of the queue. */
    public Answer<Fulfillment> pin(long id, boolean evenIfOthersWait, String by) {
        throw new UnsupportedOperationException();
    }

    // The process --------------------------------------------------------------------------------------------------

    /** Remembers which process instances run these fulfillments. */
    public void startedBy(long id, String processInstanceId) {
        throw new UnsupportedOperationException();
    }

    /** It waits for its goods. */
    public void awaitStock(long id) {
        throw new UnsupportedOperationException();
    }

    /** It lies in the warehouse, may leave it, and waits to be packed. */
    public void readyToShip(Collection<Long> ids) {
        throw new UnsupportedOperationException();
    }

    /** The warehouse reported the shipment in its task; nothing is changed when a door reported the same before. */
    public void shipped(long id, String carrier, String trackingNumber, String by) {
        throw new UnsupportedOperationException();
    }

    /** The customer was told of an earlier day: from now on that day is promised. Returns the new promise's version. */
    public int rePromise(long id) {
        throw new UnsupportedOperationException();
    }

    /** The customer was asked for feedback. */
    public void feedbackRequested(long id) {
        throw new UnsupportedOperationException();
    }

    /** Nothing is left to do. */
    public void completed(long id) {
        throw new UnsupportedOperationException();
    }
}
