package org.forthcoming.orders;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.forthcoming.inventory.Inventory;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.springframework.stereotype.Component;

/**
 * Locks what is about to be changed: the stock rows in order of SKU first, then the orders, then the fulfillments.
 *
 * <p>What is read before the lock may be old, so whatever was read before is read again under it.
 */
@Component
class FulfillmentLocks {

    private final Fulfillments fulfillments;
    private final Orders orders;
    private final Inventory inventory;
    private final SomeOf someOf;
    private final EntityManager entities;

    FulfillmentLocks(
            Fulfillments fulfillments, Orders orders, Inventory inventory, SomeOf someOf, EntityManager entities) {
        this.fulfillments = fulfillments;
        this.orders = orders;
        this.inventory = inventory;
        this.someOf = someOf;
        this.entities = entities;
    }

    Optional<Fulfillment> fulfillment(long id) {
        var nothingRead = nothingRead();
        inventory.lockOfClaim(id);
        // The order too, because what two of its fulfillments come to may depend on both: the shipping fee does.
        orders.lockOf(id);
        return lockedAndRead(id, nothingRead);
    }

    /** Only the fulfillment, for acts that touch neither its lines nor any stock. */
    Optional<Fulfillment> fulfillmentAlone(long id) {
        return lockedAndRead(id, nothingRead());
    }

    private Optional<Fulfillment> lockedAndRead(long id, boolean nothingRead) {
        var found = Optional.ofNullable(entities.find(Fulfillment.class, id, LockModeType.PESSIMISTIC_WRITE));
        // A proxy has no fields of its own to be set.
        var fulfillment = found.map(locked -> Hibernate.unproxy(locked, Fulfillment.class));
        if (!nothingRead) {
            fulfillment.ifPresent(this::refresh);
        }
        return fulfillment;
    }

    /**
     * Those of whom this is true; asked again under their locks, because it may have become wrong while these were waited
     * for. Empty: it was true of nobody from the beginning, or {@link SomeOf} has chosen none of them.
     */
    Optional<List<Fulfillment>> those(Supplier<List<Long>> which) {
        var found = someOf.among(which.get());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var nothingRead = nothingRead();
        inventory.lock(fulfillments.skusOf(found));
        orders.lockAllOf(found);
        fulfillments.lockAll(found);
        var still = new ArrayList<>(which.get());
        still.retainAll(found);
        if (still.isEmpty()) {
            return Optional.of(List.of());
        }
        var locked = fulfillments.findByIdIn(still).stream()
                .map(fulfillment -> Hibernate.unproxy(fulfillment, Fulfillment.class))
                .toList();
        if (!nothingRead) {
            locked.forEach(this::refresh);
        }
        return Optional.of(locked);
    }

    /** The order with all of its fulfillments. */
    Optional<Order> order(String number) {
        var skus = fulfillments.skusOf(number);
        if (skus.isEmpty()) {
            return Optional.empty();
        }
        var nothingRead = nothingRead();
        inventory.lock(skus);
        fulfillments.lockAllOf(orders.lock(number));
        // A proxy has no fields of its own to be set.
        var order = Hibernate.unproxy(orders.findByNumber(number).orElseThrow(), Order.class);
        if (!nothingRead) {
            entities.flush();
            entities.refresh(order);
            List.copyOf(order.fulfillments).forEach(this::refresh);
        }
        return Optional.of(order);
    }

    /** Whether all that is read from now on comes from the database: the usual case, and far fewer statements. */
    private boolean nothingRead() {
        return entities.unwrap(Session.class).getStatistics().getEntityCount() == 0;
    }

    private void refresh(Fulfillment fulfillment) {
        entities.flush(); // what this transaction changed itself must not be read over
        entities.refresh(fulfillment);
        fulfillment.lines.forEach(entities::refresh);
    }
}
