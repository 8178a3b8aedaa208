package org.forthcoming.orders;

import jakarta.persistence.criteria.Predicate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All orders. */
public interface Orders extends Repository<Order, Long> {

    Optional<Order> findByNumber(String number);

    Optional<Order> findById(long id);

    Order save(Order order);

    /** Locks an order's row until the transaction ends; stock is locked before it, fulfillments after it. */
    @Query(value = "select id from orders where number = :number for update", nativeQuery = true)
    long lock(String number);

    /** Like {@link #lock}, the order that a fulfillment belongs to. */
    @Query(
            value = "select id from orders where id = (select order_id from fulfillment where id = :id) for update",
            nativeQuery = true)
    Optional<Long> lockOf(long id);

    /** Like {@link #lock}, the orders that these fulfillments belong to, in order of id. */
    @Query(value = """
            select id from orders where id in (select order_id from fulfillment where id in (:ids))
            order by id for update""", nativeQuery = true)
    List<Long> lockAllOf(Collection<Long> ids);

    /** Units of a SKU in a customer's orders that are not canceled, shipped ones included. */
    @Query("""
            select coalesce(sum(line.quantity), 0) from Line line
            where line.sku = :sku and line.fulfillment.order.customerKey = :customerKey
              and line.fulfillment.status not in (CANCELED, REJECTED)""")
    int unitsOf(String customerKey, String sku);

    /**
     * Orders whose number or mail address is this, whose customer's name has it, or that have it as a SKU or a tracking
     * number, in any case; the newest first. All orders for an empty text.
     */
    default List<Order> search(String text, int most) {
        var lower = text.strip().toLowerCase(Locale.ROOT);
        return search(lower, "%" + lower.replaceAll("([\\\\%_])", "\\\\$1") + "%", Limit.of(most));
    }

    @Query("""
            select o from Order o where lower(o.number) = :lower or o.customerKey = :lower
              or lower(o.customerName) like :like escape '\\'
              or o.id in (select f.order.id from Fulfillment f where f.trackingKey = :lower)
              or o.id in (select l.fulfillment.order.id from Line l
                          where l.sku in (select offer.sku from Offer offer where lower(offer.sku) = :lower))
            order by o.id desc""")
    List<Order> search(String lower, String like, Limit limit);

    /** Orders with a fulfillment that waits for units of a SKU, the oldest first. */
    @Query("""
            select o from Order o where o.id in (
              select f.order.id from Line l join l.fulfillment f
              where l.sku = :sku and l.quantity > 0 and not f.allocated
                and f.status in (PLACED, AWAITING_STOCK, DELAYED, CANCEL_OFFERED))
            order by o.placedAt, o.number""")
    List<Order> waitingFor(String sku, Limit limit);

    Page<Order> findAll(Specification<Order> which, Pageable page);

    /**
     * A page of the orders that match, the oldest first.
     *
     * @param status one that at least one of its fulfillments is in, or null for any
     * @param sku one that it has a line of, or null for any
     * @param email the customer's, in any case, or null for any
     */
    default Page<Order> find(FulfillmentStatus status, String sku, String email, int page, int size) {
        return findAll(
                (order, query, criteria) -> {
                    var wanted = new ArrayList<Predicate>();
                    if (status != null) {
                        var part = query.subquery(Long.class);
                        var of = part.from(Fulfillment.class);
                        wanted.add(order.get("id")
                                .in(part.select(of.get("order").get("id"))
                                        .where(criteria.equal(of.get("status"), status))));
                    }
                    if (sku != null) {
                        var part = query.subquery(Long.class);
                        var of = part.from(Line.class);
                        wanted.add(order.get("id")
                                .in(part.select(of.get("fulfillment")
                                                .get("order")
                                                .get("id"))
                                        .where(criteria.equal(of.get("sku"), sku))));
                    }
                    if (email != null) {
                        wanted.add(criteria.equal(order.get("customerKey"), email.toLowerCase(Locale.ROOT)));
                    }
                    return criteria.and(wanted.toArray(Predicate[]::new));
                },
                PageRequest.of(page, size, Sort.by("placedAt", "number")));
    }
}
