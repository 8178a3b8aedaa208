package org.forthcoming.storefront;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.forthcoming.communication.InWords;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Line;
import org.forthcoming.orders.ProofEntry;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells the proof to the customer: in the customer's language, and without what is of no use to them. */
@Component
class History {

    /** Only where no SKU stands before it, which may look like a day itself. */
    private static final Pattern DAY = Pattern.compile("(?:by|on) (\\d{4}-\\d{2}-\\d{2})");

    private static final Pattern AMOUNT = Pattern.compile("^([A-Z]{3}) ([0-9.]+)");
    private static final Pattern NOTICE = Pattern.compile("\\(([A-Z_]+)\\)");
    private static final Pattern RELEASED = Pattern.compile("^(.+) is now released on (\\d{4}-\\d{2}-\\d{2})\\.$");

    /** What stands before units, and behind them; a SKU holds no comma, but may hold all else. */
    private static final String UNITS = "\\G(?:Canceled |Ordered on top: |, )(\\d+) of (%s)(?=, |\\.$|\\. Reason: )";

    private final MessageSource messages;

    History(MessageSource messages) {
        this.messages = messages;
    }

    /** What an entry says to the customer; empty when it is of no use to them. */
    Optional<String> tell(ProofEntry entry, Fulfillment of, Locale locale) {
        var words = new Words(entry, of, locale);
        return switch (entry.what()) {
            case PROMISED -> words.promise(entry.details().startsWith("Split") ? "split" : "first");
            case RE_PROMISED -> words.promiseAgain();
            case ANSWERED -> words.answer();
            case NOTIFIED -> words.mail();
            case CHANGED -> words.change();
            case SHIPPED ->
                words.say(
                        "SHIPPED", of.carrier().orElse(""), of.trackingNumber().orElse(""));
            case CANCELED -> words.canceled();
            case REFUND_DUE, REFUNDED -> words.money();
            case FOLLOWED_UP, RETURNED, DECIDED -> Optional.empty(); // among the staff
            case FEEDBACK -> words.say("FEEDBACK", of.rating().orElse(0));
            case PERIOD_SET -> words.say("PERIOD_SET", words.day());
            case WITHDRAWN -> words.say(entry.details().startsWith("Ends") ? "WITHDRAWN.ended" : "WITHDRAWN");
            case ALLOCATED, SPLIT, DELIVERED, PAID, ASKED, REPLIED ->
                words.say(entry.what().name());
        };
    }

    private final class Words {

        private final ProofEntry entry;
        private final Fulfillment of;
        private final Locale locale;
        private final InWords in;

        Words(ProofEntry entry, Fulfillment of, Locale locale) {
            this.entry = entry;
            this.of = of;
            this.locale = locale;
            this.in = new InWords(locale);
        }

        Optional<String> say(String key, Object... values) {
            return Optional.ofNullable(messages.getMessage("history." + key, values, null, locale));
        }

        Optional<String> promise(String key) {
            var day = day();
            return day == null ? say("PROMISED.undated") : say("PROMISED." + key, day);
        }

        Optional<String> promiseAgain() {
            if (entry.details().startsWith("No day")) {
                return say("PROMISED.none");
            }
            return promise(entry.details().contains(" instead of ") ? "later" : "again");
        }

        Optional<String> answer() {
            if (entry.by().equals(Fulfilling.FORTHCOMING)) {
                return say("ANSWERED.silence");
            }
            return entry.details().startsWith("Agrees") ? say("ANSWERED.wait") : say("ANSWERED");
        }

        Optional<String> mail() {
            return found(NOTICE)
                    .flatMap(notice -> say("NOTIFIED." + notice.group(1)))
                    .or(() -> say("NOTIFIED"));
        }

        Optional<String> change() {
            if (entry.details().startsWith("Goes to: ")) {
                return say("CHANGED.address");
            }
            return entry.details().startsWith("Ordered on top: ") ? say("CHANGED.raised", units()) : release();
        }

        private Optional<String> release() {
            return found(RELEASED).flatMap(sku -> say("CHANGED.release", title(sku.group(1)), day(sku.group(2))));
        }

        Optional<String> canceled() {
            var who = entry.by().equals(Fulfilling.CUSTOMER) ? "you" : "we";
            var units = units();
            if (!units.isEmpty()) {
                return say("CANCELED." + who + ".part", units);
            }
            return of.unavailable()
                    .flatMap(title -> say("CANCELED.unavailable", title))
                    .or(() -> say("CANCELED." + who));
        }

        /** The SKUs are those of the order: what else ends a SKU, and what is the reason behind it, nobody can tell. */
        private String units() {
            var skus = lines().map(Line::sku)
                    .distinct()
                    .sorted(comparing(String::length).reversed()) // one may be the beginning of another
                    .map(Pattern::quote)
                    .collect(joining("|"));
            return Pattern.compile(UNITS.formatted(skus))
                    .matcher(entry.details())
                    .results()
                    .map(part -> part.group(1) + " × " + title(part.group(2)))
                    .collect(joining(", "));
        }

        Optional<String> money() {
            return found(AMOUNT)
                    .flatMap(amount -> say(
                            entry.what().name(),
                            in.amount(Money.of(CurrencyUnit.of(amount.group(1)), new BigDecimal(amount.group(2)))),
                            day()));
        }

        private String day() {
            return found(DAY).map(found -> day(found.group(1))).orElse(null);
        }

        private String day(String day) {
            return in.day(LocalDate.parse(day));
        }

        private Optional<Matcher> found(Pattern pattern) {
            return Optional.of(pattern.matcher(entry.details())).filter(Matcher::find);
        }

        private Stream<Line> lines() {
            return of.order().fulfillments().stream().flatMap(part -> part.lines().stream());
        }

        private String title(String sku) {
            return lines().filter(line -> line.sku().equals(sku))
                    .map(Line::title)
                    .findFirst()
                    .orElse(sku);
        }
    }
}
