package org.forthcoming.communication;

import java.util.Optional;
import org.springframework.stereotype.Service;

/** Tells customers: queues each notice once, sends it, and keeps what was sent. */
@Service
public class Mailing {

    /**
     * Queues a notice about a fulfillment, once: the same notice for the same occasion is not queued again.
     *
     * <p>ORDER_CONFIRMED is about the whole order: the first of its fulfillments that asks queues it for all.
     * STILL_WAITING and EARLIER_THAN_PROMISED are left out on a day on which another mail was queued for the
     * fulfillment.
     *
     * @param occasion what tells two mails of the same notice apart, such as the promise's version or the day
     * @return the mail, or empty when it was queued before or is left out
     */
    public Optional<Mail> queue(Notice notice, long fulfillmentId, String occasion) {
        throw new UnsupportedOperationException();
    }

    /** Sends a queued mail, or keeps it when no mail server is set; sending what was sent before does nothing. */
    public Outcome send(long mailId) {
        throw new UnsupportedOperationException();
    }

    /** What became of an attempt to send; a mail server that cannot be reached or defers (4xx) is an exception. */
    public enum Outcome {
        DELIVERED,
        /** The server refused the address for good (5xx): somebody has to correct it. */
        ADDRESS_REFUSED
    }

    /** Corrects the customer's address, for this mail and for later ones. Refuses what is no mail address. */
    public void correctAddress(long mailId, String email) {
        throw new UnsupportedOperationException();
    }
}
