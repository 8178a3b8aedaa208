package org.forthcoming.communication;

/** What a mail to a customer is about; each has a template per language in bpmn/mails. */
public enum Notice {
    ORDER_CONFIRMED,
    STILL_WAITING,
    EARLIER_THAN_PROMISED,
    DELAYED,
    CANCELED,
    SHIPPED,
    FEEDBACK_REQUESTED,
    REFUNDED,
    QUESTION_RECEIVED,
    QUESTION_ANSWERED,
    WITHDRAWAL_RECEIVED,
    ORDER_CHANGED,
    ORDER_REJECTED,
    /** What staff has written in its own words. */
    MESSAGE;

    /** Whether one mail tells of all fulfillments of the order, and therefore goes out once per order. */
    boolean ofWholeOrder() {
        return this == ORDER_CONFIRMED || this == ORDER_REJECTED;
    }

    /** Whether one mail tells of several fulfillments of an order at once. */
    public boolean ofSeveral() {
        return ofWholeOrder() || this == DELAYED;
    }

    /** Whether it tells of a new promise, which is made by telling. */
    boolean promises() {
        return this == EARLIER_THAN_PROMISED;
    }

    /** Whether at most one goes out for each promise. */
    boolean ofPromise() {
        return this == EARLIER_THAN_PROMISED || this == DELAYED;
    }

    /** Whether nobody needs it any more once the goods have left, or will not leave. */
    boolean onlyBeforeShipment() {
        return yieldsToOthers();
    }

    /** Whether it may tell of a refund. */
    boolean ofMoneyBack() {
        return this == CANCELED || this == ORDER_CHANGED || this == REFUNDED;
    }

    /** Whether it is about a question that the customer has asked. */
    boolean ofQuestion() {
        return this == QUESTION_RECEIVED || this == QUESTION_ANSWERED;
    }

    /** Whether it is left out on a day on which the customer hears of the fulfillment anyway. */
    boolean yieldsToOthers() {
        return this == STILL_WAITING || this == EARLIER_THAN_PROMISED;
    }
}
