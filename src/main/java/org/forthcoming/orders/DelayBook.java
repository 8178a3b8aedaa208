package org.forthcoming.orders;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All delays that customers were told of. */
public interface DelayBook extends Repository<Delay, Long> {

    /** The last delay that the customer of a fulfillment was told of. */
    Optional<Delay> findFirstByFulfillmentIdOrderByPromiseVersionDesc(long fulfillmentId);

    /** The last delay that the customer of this fulfillment was told of; asks the database only if there is any. */
    default Optional<Delay> lastOf(Fulfillment fulfillment) {
        return fulfillment.delayStage == null
                ? Optional.empty()
                : findFirstByFulfillmentIdOrderByPromiseVersionDesc(fulfillment.id);
    }

    /** The last one of each of these fulfillments that was told of any. */
    @Query("""
            select d from Delay d where d.fulfillmentId in :ids and d.promiseVersion =
                (select max(o.promiseVersion) from Delay o where o.fulfillmentId = d.fulfillmentId)""")
    List<Delay> lastOf(Collection<Long> ids);

    /** What was told of an order at the same time as the last delay of this fulfillment, in order of fulfillment. */
    @Query("""
            select d from Delay d where d.toldAt = (select max(l.toldAt) from Delay l where l.fulfillmentId = :id)
              and d.fulfillmentId in (select f.id from Fulfillment f where f.order.id =
                (select t.order.id from Fulfillment t where t.id = :id))
            order by d.fulfillmentId""")
    List<Delay> toldTogether(long id);

    /** What was told of an order together with this promise of this fulfillment, in order of fulfillment. */
    @Query("""
            select d from Delay d where d.toldAt = (select w.toldAt from Delay w
                where w.fulfillmentId = :id and w.promiseVersion = :promiseVersion)
              and d.fulfillmentId in (select f.id from Fulfillment f where f.order.id =
                (select t.order.id from Fulfillment t where t.id = :id))
            order by d.fulfillmentId""")
    List<Delay> toldWith(long id, int promiseVersion);

    /** Those who did not answer though the time to do so ended before this instant, and of whom nothing has come of it. */
    @Query("""
            select d.fulfillmentId from Delay d join Fulfillment f on f.id = d.fulfillmentId
            where d.outcome is null and d.deadline < :instant and f.delayStage = ASKED
              and f.status in (PLACED, AWAITING_STOCK, DELAYED, CANCEL_OFFERED, READY_TO_SHIP)
            order by d.fulfillmentId""")
    List<Long> unansweredBefore(Instant instant, Limit limit);

    Delay save(Delay delay);

    /**
     * A new promise may keep the day of which the customer was told that it can't be kept: then nothing is late and nothing
     * is asked any more. Whoever is told of yet another delay was told before all the same.
     *
     * @return whether that was so
     */
    default boolean endIfKept(Fulfillment fulfillment) {
        var kept = lastOf(fulfillment)
                .filter(delay -> delay.outcome == null
                        && fulfillment.promisedOn != null
                        && !fulfillment.promisedOn.isAfter(delay.promisedOn));
        kept.ifPresent(delay -> {
            delay.outcome = Delay.Outcome.RENEWED;
            fulfillment.delayStage = DelayStage.AGREED;
            if (fulfillment.status == FulfillmentStatus.CANCEL_OFFERED
                    || fulfillment.status == FulfillmentStatus.DELAYED) {
                fulfillment.status = FulfillmentStatus.AWAITING_STOCK;
            }
        });
        return kept.isPresent();
    }

    /** The question that is open, if one is, is over: the customer canceled, or the carrier has it. */
    default void close(Fulfillment fulfillment, Delay.Outcome outcome) {
        if (fulfillment.delayStage == DelayStage.ASKED) {
            findFirstByFulfillmentIdOrderByPromiseVersionDesc(fulfillment.id)
                    .filter(delay -> delay.outcome == null)
                    .ifPresent(delay -> delay.outcome = outcome);
        }
    }
}
