package org.forthcoming.orders;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** All fulfillments. */
public interface Fulfillments extends Repository<Fulfillment, Long> {

    Optional<Fulfillment> findById(long id);

    Fulfillment save(Fulfillment fulfillment);
}
