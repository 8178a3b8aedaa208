package org.forthcoming.orders;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** All orders. */
public interface Orders extends Repository<Order, Long> {

    Optional<Order> findByNumber(String number);

    Optional<Order> findById(long id);

    Order save(Order order);
}
