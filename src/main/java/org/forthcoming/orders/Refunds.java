package org.forthcoming.orders;

import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Money on its way back to customers. */
@Service
public class Refunds {

    public Refund refund(long id) {
        throw new UnsupportedOperationException();
    }

    /**
     * The day by which a refund is due, counted from the day of the cancellation, and remembers it with an entry in the
     * proof.
     *
     * @param days so many days after the cancellation
     * @param workingDays whether these are working days of the shop's country
     */
    public LocalDate due(long id, int days, boolean workingDays) {
        throw new UnsupportedOperationException();
    }

    /** Why this refund can't be recorded; empty when it can: the amount must equal what is due, the day not lie ahead. */
    public Optional<String> whyNot(long id, String amount, LocalDate refundedOn) {
        throw new UnsupportedOperationException();
    }

    /** Finance paid it back. */
    public void refunded(long id, LocalDate refundedOn, String by) {
        throw new UnsupportedOperationException();
    }
}
