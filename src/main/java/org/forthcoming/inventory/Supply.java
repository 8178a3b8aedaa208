package org.forthcoming.inventory;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A quantity of a SKU that is on its way, expected on a day or on no known one; arrives in one or more receipts.
 *
 * @param reference the shop's own name for it, such as a purchase order line
 * @param pegged units still to come that waiting fulfillments count on
 * @param reason why it changed last, in the words that customers are told
 */
public record Supply(
        long id,
        String reference,
        String sku,
        int quantity,
        int received,
        int pegged,
        Optional<LocalDate> expectedOn,
        Optional<String> reason) {

    public int outstanding() {
        return quantity - received;
    }

    /** Whether its day ended and not all of it came: then it covers nobody until it has a new date. */
    public boolean overdue(LocalDate today) {
        return outstanding() > 0 && expectedOn.filter(today::isAfter).isPresent();
    }
}
