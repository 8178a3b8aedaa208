package org.forthcoming.offers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.joda.money.Money;

/** Reads an incentive's worth: "10 %" of the price, or "5.00" off in the offer's currency. */
final class Discount {

    private static final Pattern READABLE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,4})?)\\s*(%?)");
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private Discount() {}

    static boolean readable(String worth) {
        if (worth == null) {
            return false;
        }
        var parts = READABLE.matcher(worth.strip());
        return parts.matches() && (parts.group(2).isEmpty() || new BigDecimal(parts.group(1)).compareTo(ALL) <= 0);
    }

    static Money of(String worth, Money price) {
        var parts = READABLE.matcher(worth.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"%s\" is neither a percentage nor an amount.".formatted(worth));
        }
        var number = new BigDecimal(parts.group(1));
        return parts.group(2).isEmpty()
                ? Money.of(price.getCurrencyUnit(), number, RoundingMode.HALF_UP)
                : price.multipliedBy(number.movePointLeft(2), RoundingMode.HALF_UP);
    }
}
