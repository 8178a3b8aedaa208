package org.forthcoming.orders;

/** Why a fulfillment was canceled as a whole. */
public enum CancelCause {
    /** The customer wanted it, or staff for the customer. */
    WISH,
    /** The customer did not agree to a delay in time. */
    NO_CONSENT,
    /** No notice of its delay reached the customer before the promised day ended. */
    NOT_TOLD,
    /** Its goods can't be had any more. */
    NOT_AVAILABLE
}
