package org.forthcoming.orders;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import java.util.Optional;

/** What a customer asked about an order, and what support answered. */
@Entity
public class Question {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
    @SequenceGenerator(name = "ids", sequenceName = "forthcoming_ids", allocationSize = 50)
    Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "fulfillment_id")
    Fulfillment fulfillment;

    String asked;
    Instant askedAt;
    String answer;
    Instant answeredAt;

    protected Question() {}

    Question(Fulfillment fulfillment, String asked, Instant askedAt) {
        this.fulfillment = fulfillment;
        this.asked = asked;
        this.askedAt = askedAt;
    }

    public long id() {
        return id;
    }

    /** The fulfillment it is about; the first of the order where the customer named none. */
    public Fulfillment fulfillment() {
        return fulfillment;
    }

    public String asked() {
        return asked;
    }

    public Instant askedAt() {
        return askedAt;
    }

    /** Empty: not answered yet. */
    public Optional<String> answer() {
        return Optional.ofNullable(answer);
    }

    public Optional<Instant> answeredAt() {
        return Optional.ofNullable(answeredAt);
    }
}
