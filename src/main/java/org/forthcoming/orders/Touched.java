package org.forthcoming.orders;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.util.Optional;

/** One fulfillment that a mass act touches, and what became of it. */
@Entity
public class Touched {

    /** What became of it. */
    public enum Outcome {
        DONE,
        REFUSED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
    @SequenceGenerator(name = "ids", sequenceName = "forthcoming_ids", allocationSize = 50)
    Long id;

    long actId;
    long fulfillmentId;

    @Enumerated(EnumType.STRING)
    Outcome outcome;

    String words;

    protected Touched() {}

    Touched(long actId, long fulfillmentId) {
        this.actId = actId;
        this.fulfillmentId = fulfillmentId;
    }

    void became(Outcome what, String sentence) {
        outcome = what;
        words = sentence.length() <= 500 ? sentence : sentence.substring(0, 499) + "…";
    }

    public long fulfillmentId() {
        return fulfillmentId;
    }

    /** Empty: still to come. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** What was done, or why not, in a sentence for staff. */
    public Optional<String> words() {
        return Optional.ofNullable(words);
    }
}
