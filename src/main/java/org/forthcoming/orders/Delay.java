package org.forthcoming.orders;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** One notice of a delay: which day can't be kept, what was told instead, what silence means and what came of it. */
@Entity
public class Delay {

    /** What it means when the customer does not answer. */
    public enum Silence {
        NOTHING,
        CONSENT,
        CANCEL
    }

    /** Why it comes later: what the customer reads in their own language, or a sentence in somebody's own words. */
    public enum Cause {
        NOT_DELIVERED,
        PACKING_IS_LATE,
        SAID
    }

    /** How a question ended; RENEWED: another promise took its place. */
    public enum Outcome {
        AGREED,
        AGREED_BY_SILENCE,
        CANCELED,
        CANCELED_BY_SILENCE,
        RENEWED,
        SHIPPED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
    @SequenceGenerator(name = "ids", sequenceName = "forthcoming_ids", allocationSize = 50)
    Long id;

    long fulfillmentId;
    int promiseVersion;
    LocalDate promisedOn;
    LocalDate revisedOn;
    String reason;

    @Enumerated(EnumType.STRING)
    Silence silence;

    Instant tellBy;
    Instant deadline;
    Instant toldAt;

    @Enumerated(EnumType.STRING)
    Outcome outcome;

    protected Delay() {}

    Delay(Fulfillment fulfillment, LocalDate promisedOn, String reason, Instant toldAt) {
        this.fulfillmentId = fulfillment.id;
        this.promiseVersion = fulfillment.promiseVersion;
        this.promisedOn = promisedOn;
        this.revisedOn = fulfillment.promisedOn;
        this.reason = reason;
        this.toldAt = toldAt;
    }

    /** The same for what was split off: told with the same mail, to be answered by the same day. */
    Delay ofRest(Fulfillment rest) {
        var same = new Delay(rest, promisedOn, reason, toldAt);
        same.revisedOn = revisedOn;
        same.promiseVersion = promiseVersion;
        same.silence = silence;
        same.tellBy = tellBy;
        same.deadline = deadline;
        same.outcome = outcome;
        return same;
    }

    public long fulfillmentId() {
        return fulfillmentId;
    }

    /** The version of the promise that this notice tells of. */
    public int promiseVersion() {
        return promiseVersion;
    }

    /** The day that can't be kept: the promised one, or what the law takes for it where none was stated. */
    public LocalDate promisedOn() {
        return promisedOn;
    }

    /** The day by which it ships instead; empty: no date is possible. */
    public Optional<LocalDate> revisedOn() {
        return Optional.ofNullable(revisedOn);
    }

    /** Why, in words for the customer. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** What kind of reason there is; {@link Cause#SAID} where there is none, too. */
    public Cause cause() {
        return LateOrders.NOT_DELIVERED.equals(reason)
                ? Cause.NOT_DELIVERED
                : Lateness.PACKING_IS_LATE.equals(reason) ? Cause.PACKING_IS_LATE : Cause.SAID;
    }

    public Silence silence() {
        return silence;
    }

    /** The instant from which silence counts, and an answer does not any more; empty: nothing is asked. */
    public Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** The day at whose end silence counts, in the shop's zone; empty: nothing is asked. */
    public Optional<LocalDate> lastDay(ZoneId zone) {
        return deadline().map(end -> end.atZone(zone).toLocalDate().minusDays(1));
    }

    public Instant toldAt() {
        return toldAt;
    }

    /** Whether it is still to be told at this instant: nothing has become of it, and a question would not come too late. */
    public boolean isToBeTold(Instant instant) {
        return outcome == null && (deadline == null || tellBy == null || instant.isBefore(tellBy));
    }

    /** Whether the customer still may answer, at this instant. */
    public boolean isOpenAt(Instant instant) {
        return outcome == null && deadline != null && instant.isBefore(deadline);
    }
}
