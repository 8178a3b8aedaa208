package org.forthcoming.orders;

import org.springframework.stereotype.Service;

/** Takes orders: locks, pegs, promises and stores everything or nothing. */
@Service
public class Ordering {

    /** Places an order, or tells why not; see {@link Placement}. */
    public Placement place(NewOrder wanted) {
        throw new UnsupportedOperationException();
    }
}
