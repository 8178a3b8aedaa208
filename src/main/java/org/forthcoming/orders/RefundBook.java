package org.forthcoming.orders;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** All refunds, due and done. */
public interface RefundBook extends Repository<Refund, Long> {

    Optional<Refund> findById(long id);

    /** Oldest first. */
    java.util.List<Refund> findByFulfillmentIdOrderById(long fulfillmentId);

    Refund save(Refund refund);
}
