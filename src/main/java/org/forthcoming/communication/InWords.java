package org.forthcoming.communication;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.forthcoming.orders.Order;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Days and amounts as a customer of this locale reads them. */
public record InWords(Locale locale) {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    /** With the day of the week, and the month as a word, so that nobody takes it for another day. */
    public String day(LocalDate day) {
        return day == null
                ? null
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                        .withLocale(locale)
                        .format(day);
    }

    /** The time of day with its zone, such as 14:05 CET. */
    String time(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ofPattern("HH:mm z", locale).format(instant.atZone(zone));
    }

    /** Where it goes, a line each: the country, which comes last, with its name instead of its code. */
    public List<String> address(Order order) {
        var lines = new ArrayList<>(order.deliverTo());
        if (!lines.isEmpty() && COUNTRY.matcher(lines.get(lines.size() - 1)).matches()) {
            var country = new Locale.Builder().setRegion(lines.remove(lines.size() - 1));
            lines.add(country.build().getDisplayCountry(locale));
        }
        return lines;
    }

    public String amount(Money money) {
        var format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(money.getCurrencyUnit().getCode()));
        format.setMinimumFractionDigits(money.getCurrencyUnit().getDecimalPlaces());
        format.setMaximumFractionDigits(money.getCurrencyUnit().getDecimalPlaces());
        return format.format(money.getAmount());
    }

    /** What an incentive is worth: a percentage, an amount, or whatever it says. */
    String worth(String worth, CurrencyUnit currency) {
        if (worth == null || worth.isBlank()) {
            return null;
        }
        var text = worth.strip();
        try {
            if (text.endsWith("%")) {
                var percent =
                        new BigDecimal(text.substring(0, text.length() - 1).strip());
                var format = NumberFormat.getPercentInstance(locale);
                format.setMaximumFractionDigits(2);
                return format.format(percent.movePointLeft(2));
            }
            return amount(Money.of(currency, new BigDecimal(text)));
        } catch (NumberFormatException | ArithmeticException neitherPercentageNorAmount) {
            return text;
        }
    }
}
