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
import java.util.Optional;

/** The same act on many orders at once: prepared, looked at, then started, by somebody else if it touches many. */
@Entity
public class MassAct {

    /** What is done. */
    public enum Kind {
        /** The shop cancels them, and tells why. */
        CANCEL,
        /** A later day is told, or that there is none, as the law has it for a delay. */
        RE_PROMISE,
        /** The customers get a mail in staff's own words. */
        WRITE
    }

    /** How far it is. */
    public enum State {
        PREPARED,
        RUNNING,
        DONE,
        WITHDRAWN
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
    @SequenceGenerator(name = "ids", sequenceName = "forthcoming_ids", allocationSize = 50)
    Long id;

    @Enumerated(EnumType.STRING)
    Kind kind;

    String sku;
    String reason;
    LocalDate promisedOn;
    String subject;
    String message;
    boolean shippedToo;

    @Enumerated(EnumType.STRING)
    State state = State.PREPARED;

    String preparedBy;
    Instant preparedAt;
    String settledBy;
    Instant settledAt;
    Instant endedAt;

    protected MassAct() {}

    MassAct(NewMassAct wanted, String by, Instant at) {
        this.kind = wanted.kind();
        this.sku = wanted.sku();
        this.reason = wanted.reason();
        this.promisedOn = wanted.promisedOn();
        this.subject = wanted.subject();
        this.message = wanted.message();
        this.shippedToo = wanted.shippedToo();
        this.preparedBy = by;
        this.preparedAt = at;
    }

    public long id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    /** By which SKU the orders were chosen; empty: they were named one by one. */
    public Optional<String> sku() {
        return Optional.ofNullable(sku);
    }

    /** Told to the customers. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** The new day of {@link Kind#RE_PROMISE}; empty: none can be given. */
    public Optional<LocalDate> promisedOn() {
        return Optional.ofNullable(promisedOn);
    }

    /** Of the mail that {@link Kind#WRITE} sends. */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** Of the mail that {@link Kind#WRITE} sends: paragraphs, each a line. */
    public Optional<String> message() {
        return Optional.ofNullable(message);
    }

    public State state() {
        return state;
    }

    public String preparedBy() {
        return preparedBy;
    }

    public Instant preparedAt() {
        return preparedAt;
    }

    /** Who started it, or withdrew it; empty: nobody yet. */
    public Optional<String> settledBy() {
        return Optional.ofNullable(settledBy);
    }

    public Optional<Instant> settledAt() {
        return Optional.ofNullable(settledAt);
    }

    /** When the last of those it touches was done with. */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }
}
