package org.forthcoming.orders;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All fulfillments. */
public interface Fulfillments extends Repository<Fulfillment, Long> {

    Optional<Fulfillment> findById(long id);

    @Query("select f from Fulfillment f join fetch f.order where f.id in :ids")
    List<Fulfillment> findByIdIn(Collection<Long> ids);

    Fulfillment save(Fulfillment fulfillment);

    /** Locks the rows of all fulfillments of an order. */
    @Query(value = "select id from fulfillment where order_id = :orderId order by id for update", nativeQuery = true)
    List<Long> lockAllOf(long orderId);

    /** One and the number of its order. */
    interface Numbered {
        long getId();

        String getNumber();
    }

    /** Reads nothing else of them, which may be what is wrong. */
    @Query("select f.id as id, f.order.number as number from Fulfillment f where f.id in :ids order by f.id")
    List<Numbered> numbersOf(Collection<Long> ids);

    /** A late one that waits for a SKU. */
    interface Late {
        long getId();

        int getUnits();

        LocalDate getPromisedOn();

        LawProfile getLawProfile();

        Instant getPlacedAt();
    }

    /** Of these: the late ones that wait for the SKU without a day, and were not told so yet. */
    @Query("""
            select f.id as id, cast(sum(line.quantity) as Integer) as units, f.promisedOn as promisedOn,
                   f.lawProfile as lawProfile, coalesce(f.raisedAt, o.placedAt) as placedAt
            from Line line join line.fulfillment f join f.order o
            where f.id in :ids and line.sku = :sku and line.quantity > 0
              and f.expectedOn is null and not f.allocated and f.status in (DELAYED, CANCEL_OFFERED)
              and (f.promisedOn is not null or f.delayStage is null)
            group by f.id, f.promisedOn, f.lawProfile, f.raisedAt, o.placedAt order by f.id""")
    List<Late> lateWithoutDay(Collection<Long> ids, String sku);

    /** Accepted without a day, placed before this instant, and still without one, among those of these law profiles. */
    @Query("""
            select f.id from Fulfillment f where f.lawProfile in :profiles and f.status = AWAITING_STOCK and f.expectedOn is null and not f.allocated
              and f.promisedOn is null and f.delayStage is null and coalesce(f.raisedAt, f.order.placedAt) < :placedBefore order by f.id""")
    List<Long> acceptedUndated(Instant placedBefore, Collection<LawProfile> profiles, Limit limit);

    /**
     * Neither shipped nor told of another day, though their promised day is over, among those of these law profiles. Who
     * agreed to wait without a day needs no notice; who is asked already has had one, unless its mail tells otherwise.
     */
    @Query("""
            select f.id from Fulfillment f where f.lawProfile in :profiles
              and f.status in (PLACED, AWAITING_STOCK, DELAYED, CANCEL_OFFERED, READY_TO_SHIP)
              and (f.delayStage is null or f.delayStage not in (ASKED, AGREED_UNDATED))
              and (f.promisedOn < :today
                or f.promisedOn is null and f.delayStage is null and coalesce(f.raisedAt, f.order.placedAt) < :placedBefore)
            order by f.id""")
    List<Long> promisedBefore(LocalDate today, Instant placedBefore, Collection<LawProfile> profiles, Limit limit);

    /**
     * Ready to be packed since that noon, and promised for a day from the first to the last; or for none, and placed between
     * these instants; among those of these law profiles. A shop's own step may hold back what lies in the warehouse before
     * it is handed over: it is late alike.
     */
    @Query("""
            select f.id from Fulfillment f where f.lawProfile in :profiles
              and (f.status = READY_TO_SHIP and f.readyAt <= :noon
                or f.status in (PLACED, AWAITING_STOCK, DELAYED, CANCEL_OFFERED) and f.allocated
                  and (f.releaseOn is null or f.releaseOn < :first))
              and (f.promisedOn between :first and :last
                or f.promisedOn is null and f.delayStage is null
                  and coalesce(f.raisedAt, f.order.placedAt) >= :placedFrom
                  and coalesce(f.raisedAt, f.order.placedAt) < :placedBefore)
            order by f.id""")
    List<Long> toBePacked(
            Instant noon,
            LocalDate first,
            LocalDate last,
            Instant placedFrom,
            Instant placedBefore,
            Collection<LawProfile> profiles,
            Limit limit);

    /** When the next notice of a delay is to go out. */
    @Query("select min(f.noticeDueAt) from Fulfillment f")
    Optional<Instant> nextNotice();

    /** Of the orders whose notice of a delay is due: all fulfillments that have one to come. */
    @Query("""
            select f.id from Fulfillment f where f.noticeDueAt is not null
              and f.order.id in (select d.order.id from Fulfillment d where d.id in :due)""")
    List<Long> withNoticesOf(Collection<Long> due);

    @Query("select f.id from Fulfillment f where f.noticeDueAt <= :now order by f.noticeDueAt, f.id")
    List<Long> noticesDue(Instant now, Limit limit);

    /** The SKUs of all lines of these fulfillments, to lock their stock before the fulfillments themselves. */
    @Query("select distinct line.sku from Line line where line.fulfillment.id in :ids")
    List<String> skusOf(Collection<Long> ids);

    /** Locks the rows of these fulfillments until the transaction ends. */
    @Query(value = "select id from fulfillment where id in (:ids) order by id for update", nativeQuery = true)
    List<Long> lockAll(Collection<Long> ids);

    /** The SKUs of all lines of an order. */
    @Query("select line.sku from Line line where line.fulfillment.order.number = :number")
    List<String> skusOf(String number);

    /** Pre-orders of this SKU that have not shipped, behind the given one; once for each line. */
    @Query("""
            select line.fulfillment.id from Line line
            where line.sku = :sku and line.fulfillment.id > :after and line.fulfillment.kind = PREORDER
              and line.fulfillment.status in (PLACED, AWAITING_STOCK, DELAYED, CANCEL_OFFERED, READY_TO_SHIP)
            order by line.sku, line.fulfillment.id""")
    List<Long> unshippedPreordersOf(String sku, long after, Limit limit);
}
