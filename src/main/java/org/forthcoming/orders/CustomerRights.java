package org.forthcoming.orders;

/**
 * What the law of a customer's country gives beyond the waiting.
 *
 * @param withdrawalDays so many days after the delivery the customer may withdraw from the contract; null: there is no such
 *     right
 * @param additionalPeriod whether the customer may set a last period when the promised day is missed
 */
public record CustomerRights(Integer withdrawalDays, boolean additionalPeriod) {}
