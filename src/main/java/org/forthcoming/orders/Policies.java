package org.forthcoming.orders;

/**
 * What the shop's decision tables say about a new order.
 *
 * <p>An interface, because the tables are run by the engine, which lies a floor above.
 */
public interface Policies {

    /** The law profile of a customer whose goods go to this country (LawProfile.dmn). */
    LawProfile lawProfile(String deliveryCountry);

    /**
     * What the law asks of a notice of a delay (DelayPolicy.dmn).
     *
     * @param renewed whether the customer was told of a delay of the same goods before
     * @param daysLate days from the promised day to the new one; null: no new day can be given
     * @param agreedUndated whether the customer expressly agreed to wait without a date
     */
    DelayRule delay(LawProfile profile, boolean renewed, Integer daysLate, boolean agreedUndated);

    /** By when the law wants the notice of a delay to be out (NoticePolicy.dmn); cheap to ask for each order. */
    NoticeRule notice(LawProfile profile);

    /** What a customer may do beyond waiting (CustomerRights.dmn). */
    CustomerRights rights(LawProfile profile);

    /** The priority of an order in the queue, higher is served earlier (AllocationPriority.dmn). */
    int priority(String channel, String country, java.math.BigDecimal total);
}
