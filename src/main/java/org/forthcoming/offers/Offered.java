package org.forthcoming.offers;

import java.time.LocalDate;

/**
 * An offer with what can be said of it today.
 *
 * @param heldForRegularSales units on hand that are never allocated
 * @param unitsLeft how many more units may be ordered; null: neither a limit nor the supplies bind
 * @param unitsWaiting units that customers wait for
 * @param nextPromise the day that a new order of one unit would be promised; null: none, or no date is known
 */
public record Offered(
        Offer offer,
        Offer.Status status,
        int heldForRegularSales,
        Integer unitsLeft,
        int unitsWaiting,
        LocalDate nextPromise) {}
