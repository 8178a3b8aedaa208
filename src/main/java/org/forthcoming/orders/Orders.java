package org.forthcoming.orders;

import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All orders. */
public interface Orders extends Repository<Order, Long> {

    Optional<Order> findByNumber(String number);

    Optional<Order> findById(long id);

    Order save(Order order);

    /** Units of a SKU in a customer's orders that are not canceled, shipped ones included. */
    @Query("""
            select coalesce(sum(line.quantity), 0) from Line line
            where line.sku = :sku and line.fulfillment.order.customerKey = :customerKey
              and line.fulfillment.status not in (CANCELED, REJECTED)""")
    int unitsOf(String customerKey, String sku);
}
