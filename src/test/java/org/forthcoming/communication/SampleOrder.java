package org.forthcoming.communication;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.JdbcTemplate;

/** An order as its rows, because the mails are asked for in states that take months to reach. */
final class SampleOrder {

    static final Instant PLACED_AT = Instant.parse("2026-11-23T10:00:00Z");

    private static final AtomicLong IDS = new AtomicLong(1_000_000_000);

    private final JdbcTemplate database;
    private final long id = IDS.incrementAndGet();
    private String number;
    private int fulfillments;
    private int lines;
    private long last;
    private long occasion = 1;

    SampleOrder(JdbcTemplate database, String locale) {
        this(database, "Jane Doe", "jane.doe@example.com", locale);
    }

    SampleOrder(JdbcTemplate database, String name, String email, String locale) {
        this.database = database;
        this.number = "T-" + id;
        database.update(
                "insert into orders (id, number, fingerprint, customer_name, customer_email, customer_key, country, locale,"
                        + " recipient, street, postal_code, city, delivery_country, partial, shipping, shipping_fee,"
                        + " currency, paid, placed_at)"
                        + " values (?, ?, '-', ?, ?, ?, 'DE', ?, ?, 'Hafengasse 1', '20095', 'Hamburg', 'DE', false,"
                        + " 'AS_AVAILABLE', 4.9, 'EUR', true, ?)",
                id,
                number,
                name,
                email,
                email.toLowerCase(),
                locale,
                name,
                at(PLACED_AT));
    }

    String number() {
        return number;
    }

    /** The fulfillment added last. */
    long fulfillment() {
        return last;
    }

    /** As no door would take it, for tests of the mails' own defenses. */
    SampleOrder numbered(String other) {
        number = other;
        database.update("update orders set number = ? where id = ?", other, id);
        return this;
    }

    SampleOrder notPaid() {
        database.update("update orders set paid = false where id = ?", id);
        return this;
    }

    /** @param promisedOn a day, or null when none is known */
    SampleOrder fulfillment(String promisedOn) {
        last = IDS.incrementAndGet();
        var day = promisedOn == null ? null : LocalDate.parse(promisedOn);
        database.update(
                "insert into fulfillment (id, order_id, position, kind, status, law_profile, promised_on, expected_on,"
                        + " originally_promised_on, promise_version, allocated)"
                        + " values (?, ?, ?, 'BACKORDER', 'AWAITING_STOCK', 'EU_CRD', ?, ?, ?, 1, false)",
                last,
                id,
                ++fulfillments,
                day,
                day,
                day);
        return this;
    }

    SampleOrder preorder(String releaseOn) {
        return set("kind", "PREORDER").set("release_on", LocalDate.parse(releaseOn));
    }

    SampleOrder promisedEarlier(String day) {
        return set("promised_on", LocalDate.parse(day)).set("expected_on", LocalDate.parse(day));
    }

    /** @param revisedOn a day, or null when none can be given */
    SampleOrder delayed(String promisedOn, String revisedOn, String reason, String silence, Instant deadline) {
        database.update(
                "insert into delay (id, fulfillment_id, promise_version, promised_on, revised_on, reason, silence,"
                        + " deadline, told_at) values (?, ?, 1, ?, ?, ?, ?, ?, ?)",
                IDS.incrementAndGet(),
                last,
                LocalDate.parse(promisedOn),
                revisedOn == null ? null : LocalDate.parse(revisedOn),
                reason,
                silence,
                deadline == null ? null : at(deadline),
                at(PLACED_AT));
        return set("promised_on", revisedOn == null ? null : LocalDate.parse(revisedOn));
    }

    SampleOrder question(String asked, String answer) {
        occasion = IDS.incrementAndGet();
        database.update(
                "insert into question (id, fulfillment_id, asked, asked_at, answer, answered_at) values (?, ?, ?, ?, ?, ?)",
                occasion,
                last,
                asked,
                at(PLACED_AT),
                answer,
                answer == null ? null : at(PLACED_AT));
        return this;
    }

    /** What staff has written to this and other customers. */
    SampleOrder message(String subject, String message) {
        occasion = IDS.incrementAndGet();
        database.update(
                "insert into mass_act (id, kind, subject, message, state, prepared_by, prepared_at)"
                        + " values (?, 'WRITE', ?, ?, 'DONE', 'support', ?)",
                occasion,
                subject,
                message,
                at(PLACED_AT));
        return this;
    }

    /** What tells its mails apart from others of the same notice. */
    String occasion() {
        return Long.toString(occasion);
    }

    /** Sets a column of the fulfillment added last. */
    SampleOrder set(String column, Object value) {
        database.update("update fulfillment set " + column + " = ? where id = ?", value, last);
        return this;
    }

    SampleOrder shipped(String day, String carrier, String trackingNumber) {
        return set("status", "SHIPPED")
                .set("carrier", carrier)
                .set("tracking_number", trackingNumber)
                .set("shipped_at", at(LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC)));
    }

    SampleOrder line(int quantity, String title, String price) {
        return line(quantity, quantity, title, price);
    }

    SampleOrder line(int ordered, int quantity, String title, String price) {
        database.update(
                "insert into line (id, fulfillment_id, position, sku, title, ordered, quantity, unit_price)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                IDS.incrementAndGet(),
                last,
                ++lines,
                sku(title),
                title,
                ordered,
                quantity,
                new BigDecimal(price));
        return this;
    }

    /** What the offer of the article with this title gives for waiting. */
    SampleOrder incentive(String title, String type, String worth) {
        if (database.queryForObject("select count(*) from offer where sku = ?", Integer.class, sku(title)) == 0) {
            database.update(
                    "insert into offer (sku, title, kind, price, currency, when_uncovered)"
                            + " values (?, ?, 'BACKORDER', 49.9, 'EUR', 'REJECT')",
                    sku(title),
                    title);
        }
        database.update(
                "insert into incentive (offer_sku, position, type, worth)"
                        + " values (?, (select count(*) from incentive where offer_sku = ?), ?, ?)",
                sku(title),
                sku(title),
                type,
                worth);
        return this;
    }

    SampleOrder refund(String amount, String dueOn, String refundedOn) {
        occasion = IDS.incrementAndGet();
        database.update(
                "insert into refund (id, fulfillment_id, amount, currency, canceled_at, due_on, refunded_on)"
                        + " values (?, ?, ?, 'EUR', ?, ?, ?)",
                occasion,
                last,
                new BigDecimal(amount),
                at(PLACED_AT),
                dueOn == null ? null : LocalDate.parse(dueOn),
                refundedOn == null ? null : LocalDate.parse(refundedOn));
        return this;
    }

    private String sku(String title) {
        return (id + "-" + title).substring(0, Math.min(64, (id + "-" + title).length()));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
