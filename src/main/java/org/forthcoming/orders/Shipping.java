package org.forthcoming.orders;

/** Whether a mixed cart ships in several fulfillments as goods come, or in one when the last has come. */
public enum Shipping {
    AS_AVAILABLE,
    TOGETHER
}
