package org.forthcoming.orders;

import java.util.List;
import org.springframework.data.repository.Repository;

/** What was promised, told, answered, shipped and refunded, kept per fulfillment. */
public interface Proof extends Repository<ProofEntry, Long> {

    /** Oldest first. */
    List<ProofEntry> findByFulfillmentIdOrderById(long fulfillmentId);

    ProofEntry save(ProofEntry entry);
}
