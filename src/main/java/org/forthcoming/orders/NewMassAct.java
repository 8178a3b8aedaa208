package org.forthcoming.orders;

import java.time.LocalDate;
import java.util.List;

/**
 * What somebody wants to do to many orders at once.
 *
 * @param sku touches whatever has this SKU; null: the orders are named
 * @param orders the numbers of the orders, when no SKU is given
 * @param shippedToo whether {@link MassAct.Kind#WRITE} goes also to those who have their goods already
 * @param reason told to the customers; needed to cancel and to re-promise, at most 500 characters
 * @param promisedOn the new day to re-promise; null: none can be given
 * @param subject at most 200 characters, to write
 * @param message at most 4,000 characters, to write
 */
public record NewMassAct(
        MassAct.Kind kind,
        String sku,
        List<String> orders,
        boolean shippedToo,
        String reason,
        LocalDate promisedOn,
        String subject,
        String message) {

    public NewMassAct {
        sku = given(sku);
        reason = given(reason);
        subject = given(subject);
        message = given(message);
    }

    private static String given(String text) {
        // What can't be printed nobody means, and PostgreSQL stores no NUL.
        var printable = text == null
                ? ""
                : text.replaceAll("[\\p{Cntrl}&&[^\r\n\t]]", "").strip();
        return printable.isEmpty() ? null : printable;
    }
}
