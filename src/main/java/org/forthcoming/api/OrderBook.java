package org.forthcoming.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.forthcoming.communication.CustomerLink;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.Inventory.Reserved;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.Order;
import org.forthcoming.orders.Orders;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads orders with what their fulfillments hold and wait for: a handful of statements, however many they are. */
@Component
@Transactional(readOnly = true)
class OrderBook {

    private final Orders orders;
    private final Fulfillments fulfillments;
    private final Inventory inventory;
    private final CustomerLink link;

    OrderBook(Orders orders, Fulfillments fulfillments, Inventory inventory, CustomerLink link) {
        this.orders = orders;
        this.fulfillments = fulfillments;
        this.inventory = inventory;
        this.link = link;
    }

    Optional<OrderView> order(String number, boolean withLink) {
        return orders.findByNumber(number)
                .map(order -> shown(List.of(order), withLink).get(0));
    }

    Optional<FulfillmentView> fulfillment(long id) {
        return fulfillments
                .findById(id)
                .map(fulfillment -> shown(List.of(fulfillment)).get(id));
    }

    PageOf<OrderView> page(FulfillmentStatus status, String sku, String email, Paging paging, boolean withLink) {
        Page<Order> found = orders.find(status, sku, email, paging.page(), paging.size());
        return new PageOf<>(
                shown(found.getContent(), withLink), paging.page(), paging.size(), found.getTotalElements());
    }

    private List<OrderView> shown(List<Order> found, boolean withLink) {
        var parts = shown(
                found.stream().flatMap(order -> order.fulfillments().stream()).toList());
        return found.stream()
                .map(order -> OrderView.of(
                        order,
                        withLink ? link.page(order) : null,
                        order.fulfillments().stream()
                                .map(part -> parts.get(part.id()))
                                .toList()))
                .toList();
    }

    private Map<Long, FulfillmentView> shown(Collection<Fulfillment> parts) {
        var ids = parts.stream().map(Fulfillment::id).toList();
        var waiting = parts.stream()
                .filter(part -> part.status().beforeShipment() && !part.allocated())
                .map(Fulfillment::id)
                .toList();
        var reserved = ids.isEmpty() ? Map.<Long, List<Reserved>>of() : inventory.reserved(ids);
        var ahead = waiting.isEmpty() ? Map.<Long, Integer>of() : inventory.unitsAhead(waiting);
        return parts.stream()
                .collect(Collectors.toMap(
                        Fulfillment::id,
                        part -> FulfillmentView.of(
                                part, ahead.getOrDefault(part.id(), 0), reserved.getOrDefault(part.id(), List.of()))));
    }
}
