package org.forthcoming.offers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.Money;

/** Reads an incentive's worth: "10 %" of the price, or "5.00" off in the offer's currency. */
final class Discount {

    private Discount() {}

    static Money of(String worth, Money price) {
        var text = worth.strip();
        return text.endsWith("%")
                ? price.multipliedBy(
                        new BigDecimal(text.substring(0, text.length() - 1).strip()).movePointLeft(2),
                        RoundingMode.HALF_UP)
                : Money.of(price.getCurrencyUnit(), new BigDecimal(text), RoundingMode.HALF_UP);
    }
}
