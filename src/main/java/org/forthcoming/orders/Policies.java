package org.forthcoming.orders;

/**
 * What the shop's decision tables say about a new order.
 *
 * <p>An interface, because the tables are run by the engine, which lies a floor above.
 */
public interface Policies {

    /** The law profile of a customer whose goods go to this country (LawProfile.dmn). */
    LawProfile lawProfile(String deliveryCountry);

    /** The priority of an order in the queue, higher is served earlier (AllocationPriority.dmn). */
    int priority(String channel, String country, java.math.BigDecimal total);
}
