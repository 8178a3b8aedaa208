package org.forthcoming.orders;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

/** One fact of a fulfillment's proof: what happened, when, and who did it. Never changed, never deleted. */
@Entity
@Table(name = "proof")
public class ProofEntry {

    /** What can happen to a fulfillment that has to be proven later. */
    public enum What {
        PROMISED,
        NOTIFIED,
        ANSWERED,
        RE_PROMISED,
        ALLOCATED,
        SPLIT,
        CHANGED,
        SHIPPED,
        DELIVERED,
        CANCELED,
        REFUND_DUE,
        REFUNDED,
        PAID,
        FEEDBACK,
        FOLLOWED_UP,
        ASKED,
        REPLIED,
        WITHDRAWN,
        RETURNED,
        PERIOD_SET,
        DECIDED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
    @SequenceGenerator(name = "ids", sequenceName = "forthcoming_ids", allocationSize = 50)
    Long id;

    Long fulfillmentId;
    Instant at;

    @Enumerated(EnumType.STRING)
    What what;

    @Column(name = "actor")
    String by;

    String details;

    protected ProofEntry() {}

    ProofEntry(long fulfillmentId, Instant at, What what, String by, String details) {
        this.fulfillmentId = fulfillmentId;
        this.at = at;
        this.what = what;
        this.by = by;
        this.details = details;
    }

    @JsonProperty
    public Instant at() {
        return at;
    }

    @JsonProperty
    public What what() {
        return what;
    }

    /** A user's id, "customer", or "forthcoming" for what the process did by itself. */
    @JsonProperty
    public String by() {
        return by;
    }

    /** A sentence in English. */
    @JsonProperty
    public String details() {
        return details;
    }
}
