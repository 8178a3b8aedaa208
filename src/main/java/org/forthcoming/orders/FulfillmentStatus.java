package org.forthcoming.orders;

/** Where a fulfillment stands, from least to most advanced; the last two end it without a shipment. */
public enum FulfillmentStatus {
    PLACED,
    AWAITING_STOCK,
    DELAYED,
    CANCEL_OFFERED,
    READY_TO_SHIP,
    SHIPPED,
    FEEDBACK_REQUESTED,
    COMPLETED,
    CANCELED,
    REJECTED;

    /** Whether it can still be canceled or changed. */
    public boolean beforeShipment() {
        return compareTo(SHIPPED) < 0;
    }

    /** Whether nothing was or will be delivered by it. */
    public boolean withoutShipment() {
        return this == CANCELED || this == REJECTED;
    }
}
