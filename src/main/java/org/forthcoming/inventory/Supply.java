package org.forthcoming.inventory;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** A quantity of a SKU that is on its way, expected on a day or on no known one; arrives in one or more receipts. */
@Entity
public class Supply {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
    @SequenceGenerator(name = "ids", sequenceName = "forthcoming_ids", allocationSize = 50)
    Long id;

    String reference;
    String sku;
    int quantity;
    int received;
    int pegged;
    LocalDate expectedOn;
    String reason;
    Instant createdAt;

    protected Supply() {}

    public long id() {
        return id;
    }

    /** The shop's own name for it, such as a purchase order line. */
    public String reference() {
        return reference;
    }

    public String sku() {
        return sku;
    }

    public int quantity() {
        return quantity;
    }

    public int received() {
        return received;
    }

    /** Units still to come that waiting fulfillments count on. */
    public int pegged() {
        return pegged;
    }

    public int outstanding() {
        return quantity - received;
    }

    public Optional<LocalDate> expectedOn() {
        return Optional.ofNullable(expectedOn);
    }

    /** Why it changed last, in the words that customers are told. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** Whether its day ended and not all of it came: then it covers nobody until it has a new date. */
    public boolean overdue(LocalDate today) {
        return outstanding() > 0 && expectedOn != null && expectedOn.isBefore(today);
    }
}
