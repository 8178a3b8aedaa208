package org.forthcoming.orders;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.ProofEntry.What;
import org.springframework.stereotype.Component;

/** Writes the proof. Sentences are in English, days as YYYY-MM-DD; a customer's page words them anew. */
@Component
public class ProofBook {

    private static final Set<What> OF_THE_WHOLE = EnumSet.of(
            What.PROMISED, What.NOTIFIED, What.ANSWERED, What.RE_PROMISED, What.CHANGED, What.PAID, What.PERIOD_SET);

    private final Proof proof;
    private final ShopCalendar calendar;

    ProofBook(Proof proof, ShopCalendar calendar) {
        this.proof = proof;
        this.calendar = calendar;
    }

    /**
     * Writes down a fact at the present instant.
     *
     * @param by a user's id, {@link Fulfilling#CUSTOMER} or {@link Fulfilling#FORTHCOMING}
     * @param details a sentence; what is longer than 2,000 characters is cut
     */
    public void write(long fulfillmentId, What what, String by, String details) {
        var cut = details.length() <= 2000 ? details : details.substring(0, 1999) + "…";
        proof.save(new ProofEntry(fulfillmentId, calendar.now(), what, by, cut));
    }

    /** What was promised, told and answered of the whole, at the times when it was, holds for what is split off. */
    void continued(long fromId, long restId) {
        proof.findByFulfillmentIdOrderById(fromId).stream()
                .filter(entry -> OF_THE_WHOLE.contains(entry.what))
                .forEach(entry -> proof.save(new ProofEntry(restId, entry.at, entry.what, entry.by, entry.details)));
    }

    void promised(Fulfillment fulfillment) {
        write(
                fulfillment.id(),
                What.PROMISED,
                Fulfilling.FORTHCOMING,
                "Promised to ship %s.".formatted(by(fulfillment.promisedOn)));
    }

    void allocated(Fulfillment fulfillment) {
        write(fulfillment.id(), What.ALLOCATED, Fulfilling.FORTHCOMING, "All units lie in the warehouse for it.");
    }

    static String by(LocalDate day) {
        return day == null ? "on a day not known yet" : "by " + day;
    }
}
