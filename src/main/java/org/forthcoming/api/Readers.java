package org.forthcoming.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Reads single values and refuses, with a sentence, what a database or a person could not take. */
final class Readers {

    private Readers() {}

    /** A value that can't be taken, with the sentence that says why. */
    static final class Unreadable extends JsonMappingException {

        Unreadable(JsonParser json, String sentence) {
            super(json, sentence);
        }
    }

    /** Text of one line; of several in the fields where people write freely. */
    static final class Text extends StdDeserializer<String> implements ContextualDeserializer {

        private static final Set<String> FREE = Set.of("description", "reason", "comment");

        private final boolean multiline;

        Text() {
            this(false);
        }

        private Text(boolean multiline) {
            super(String.class);
            this.multiline = multiline;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            return new Text(property != null && FREE.contains(property.getName()));
        }

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
            var text = textOf(json, "must be a text in quotes");
            var objection = PlainText.objection(text, multiline);
            if (objection != null) {
                throw new Unreadable(json, objection);
            }
            return text;
        }
    }

    /** A day, {@code YYYY-MM-DD} and nothing else. */
    static final class Day extends StdDeserializer<LocalDate> {

        Day() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                return day(textOf(json, DAY));
            } catch (DateTimeException notADay) {
                throw new Unreadable(json, DAY);
            }
        }
    }

    private static final String DAY = "must be a day such as 2026-05-31";
    private static final Pattern FOUR_DIGIT_YEAR = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private static LocalDate day(String text) {
        if (!FOUR_DIGIT_YEAR.matcher(text).matches()) {
            throw new DateTimeException(DAY);
        }
        var day = LocalDate.parse(text);
        if (day.getYear() < 1900) {
            throw new DateTimeException(DAY);
        }
        return day;
    }

    /** A duration such as {@code P10D} or {@code PT36H}. */
    static final class Span extends StdDeserializer<Duration> {

        private static final String SPAN = "must be an ISO-8601 duration such as P10D or PT36H";

        Span() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                return Duration.parse(textOf(json, SPAN));
            } catch (DateTimeException | ArithmeticException notADuration) {
                throw new Unreadable(json, SPAN);
            }
        }
    }

    /** An amount of money; one with more digits than its currency has is no amount. */
    static final class Amount extends StdDeserializer<Money> {

        private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,12}(\\.\\d{1,4})?");

        Amount() {
            super(Money.class);
        }

        private record Fields(String amount, String currency) {}

        @Override
        public Money deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.hasToken(JsonToken.START_OBJECT)) {
                throw new Unreadable(json, "must be an amount such as {\"amount\": \"49.90\", \"currency\": \"EUR\"}");
            }
            var fields = context.readValue(json, Fields.class);
            if (fields.amount() == null || !DECIMAL.matcher(fields.amount()).matches()) {
                throw new Unreadable(json, "must have an amount in quotes, up to 12 digits, such as \"49.90\"");
            }
            var currency = CurrencyUnit.registeredCurrencies().stream()
                    .filter(known -> known.getCode().equals(fields.currency()) && !known.isPseudoCurrency())
                    .findAny()
                    .orElseThrow(() -> new Unreadable(json, "must have a currency code such as \"EUR\""));
            var amount = new BigDecimal(fields.amount()).stripTrailingZeros();
            if (amount.scale() > currency.getDecimalPlaces()) {
                throw new Unreadable(
                        json,
                        "must have at most %d decimals in %s"
                                .formatted(currency.getDecimalPlaces(), currency.getCode()));
            }
            return Money.of(currency, amount);
        }
    }

    private static String textOf(JsonParser json, String otherwise) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            throw new Unreadable(json, otherwise);
        }
        return json.getText();
    }
}
