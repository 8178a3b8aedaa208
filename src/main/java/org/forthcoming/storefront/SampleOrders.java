package org.forthcoming.storefront;

import java.util.Optional;
import org.forthcoming.orders.Order;
import org.springframework.data.repository.Repository;

/** The orders that were placed on the start page, told by their channel. */
interface SampleOrders extends Repository<Order, Long> {

    Optional<Order> findFirstByChannelOrderByIdDesc(String channel);

    long countByChannel(String channel);
}
