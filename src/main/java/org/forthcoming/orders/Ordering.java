package org.forthcoming.orders;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/** Takes orders: everything of an order is locked, pegged, promised and stored, or nothing. */
@Service
public class Ordering {

    private final Placing placing;

    Ordering(Placing placing) {
        this.placing = placing;
    }

    /** Places an order, or tells why not; see {@link Placement}. The number is the idempotency key. */
    public Placement place(NewOrder wanted) {
        try {
            return placing.place(wanted);
        } catch (DataIntegrityViolationException e) {
            // The same number was placed at the same instant: the one that came first is stored, and is found now.
            return placing.place(wanted);
        }
    }
}
