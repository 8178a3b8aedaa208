package org.forthcoming.orders;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All mass acts, and whom they touch. */
public interface MassActBook extends Repository<MassAct, Long> {

    Optional<MassAct> findById(long id);

    MassAct save(MassAct act);

    /** The newest first. */
    Page<MassAct> findByOrderByIdDesc(Pageable page);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from MassAct a where a.id = :id")
    Optional<MassAct> locked(long id);

    @Query("select t from Touched t where t.actId = :id order by t.id")
    Page<Touched> touchedBy(long id, Pageable page);

    @Query("select t from Touched t where t.actId = :id and t.outcome = :outcome order by t.id")
    Page<Touched> touchedBy(long id, Touched.Outcome outcome, Pageable page);

    @Query("select t from Touched t where t.actId = :id and t.outcome is null order by t.id")
    List<Touched> stillToCome(long id, Limit limit);

    /** How many it touches; with an outcome, how many it came to that. */
    @Query("select count(t) from Touched t where t.actId = :id and (:outcome is null or t.outcome = :outcome)")
    int count(long id, Touched.Outcome outcome);

    /** How many orders it touches. */
    @Query("""
            select count(distinct f.order.id) from Fulfillment f
            where f.id in (select t.fulfillmentId from Touched t where t.actId = :id)""")
    int orders(long id);

    /** What has units of the SKU that are still wanted and have not left. */
    @Query("""
            select distinct f.id from Line l join l.fulfillment f where l.sku = :sku and l.quantity > 0
              and f.status in (PLACED, AWAITING_STOCK, DELAYED, CANCEL_OFFERED, READY_TO_SHIP) order by f.id""")
    List<Long> unshippedOf(String sku, Limit limit);

    @Query("""
            select f.id from Fulfillment f where f.order.number in :numbers
              and f.status in (PLACED, AWAITING_STOCK, DELAYED, CANCEL_OFFERED, READY_TO_SHIP) order by f.id""")
    List<Long> unshippedOf(Collection<String> numbers);

    /** The first fulfillment of each order that has the SKU, shipped or not. */
    @Query("""
            select min(f.id) from Line l join l.fulfillment f where l.sku = :sku and l.quantity > 0
              and f.status not in (CANCELED, REJECTED) group by f.order.id order by min(f.id)""")
    List<Long> oneOfEachWith(String sku, Limit limit);

    /** The first fulfillment of each of these orders, shipped or not. */
    @Query("""
            select min(f.id) from Fulfillment f where f.order.number in :numbers
              and f.status not in (CANCELED, REJECTED) group by f.order.id order by min(f.id)""")
    List<Long> oneOfEach(Collection<String> numbers);

    /** The first of these fulfillments of each order. */
    @Query("select min(f.id) from Fulfillment f where f.id in :ids group by f.order.id order by min(f.id)")
    List<Long> oneOfEachAmong(Collection<Long> ids);

    /** Which of these numbers are orders. */
    @Query("select o.number from Order o where o.number in :numbers")
    List<String> known(Collection<String> numbers);
}
