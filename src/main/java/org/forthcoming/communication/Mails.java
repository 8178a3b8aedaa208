package org.forthcoming.communication;

import jakarta.persistence.criteria.Predicate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.forthcoming.orders.Delay;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All mails to customers. */
public interface Mails extends Repository<Mail, Long> {

    @EntityGraph(attributePaths = {"order", "fulfillment"})
    Optional<Mail> findById(long id);

    Mail save(Mail mail);

    void delete(Mail mail);

    boolean existsByKey(String key);

    /** Mails of an order, the oldest first. */
    List<Mail> findByOrderNumberOrderById(String number);

    @EntityGraph(attributePaths = "order")
    List<Mail> findByIdIn(Collection<Long> ids);

    List<Mail> findByOrderIdAndStatusIn(long orderId, List<Mail.Status> statuses);

    boolean existsByFulfillmentIdAndIdLessThan(long fulfillmentId, long id);

    /** Mails of an order that were queued or sent since then. */
    @Query("select m from Mail m where m.order.id = :orderId and (m.queuedAt >= :since or m.sentAt >= :since)")
    List<Mail> since(long orderId, Instant since);

    /** The mail that told of a delay, of this fulfillment or of another of its order at once. */
    String TOLD = """
            exists (
              select m from Mail m join Delay w on w.fulfillmentId = m.fulfillment.id
              where m.notice = 'DELAYED' and w.promiseVersion = m.promiseVersion and w.toldAt = d.toldAt
                and m.order.id = f.order.id and m.status in (SENT, KEPT)""";

    /** The same, before the promised day ended. */
    String TOLD_IN_TIME = TOLD + " and m.sentAt < d.tellBy)";

    /** The delays of these fulfillments that their customers know of: the mail went out, or there was an answer. */
    @Query("""
            select d from Delay d join Fulfillment f on f.id = d.fulfillmentId
            where d.fulfillmentId in :ids and (d.outcome in (AGREED, AGREED_BY_SILENCE) or""" + " " + TOLD + "))")
    List<Delay> heardOf(List<Long> ids);

    /**
     * Fulfillments whose customers are asked about a delay of which no mail went out before the promised day ended; the
     * question is open, and the day over at this instant.
     */
    @Query("""
            select d.fulfillmentId from Delay d join Fulfillment f on f.id = d.fulfillmentId
            where d.outcome is null and d.deadline is not null and d.tellBy <= :now
              and f.status in (PLACED, AWAITING_STOCK, DELAYED, CANCEL_OFFERED, READY_TO_SHIP)
              and not""" + " " + TOLD_IN_TIME + " order by d.fulfillmentId")
    List<Long> toldTooLate(Instant now, Limit limit);

    /** Whether the mail of the question that is open went out before the promised day ended. */
    @Query("""
            select count(d) > 0 from Delay d join Fulfillment f on f.id = d.fulfillmentId
            where d.fulfillmentId = :id and d.outcome is null and""" + " " + TOLD_IN_TIME)
    boolean delayToldInTime(long id);

    @EntityGraph(attributePaths = {"order", "fulfillment"})
    Page<Mail> findAll(Specification<Mail> which, Pageable page);

    /**
     * A page of the mails that match, each with its order.
     *
     * @param order the order's number, or null for any
     * @param to the address in any case, or null for any
     * @param notice what they are about, or null for any
     */
    default Page<Mail> find(String order, String to, Notice notice, Pageable page) {
        return findAll(
                (mail, query, criteria) -> {
                    var wanted = new ArrayList<Predicate>();
                    if (order != null) {
                        wanted.add(criteria.equal(mail.get("order").get("number"), order));
                    }
                    if (to != null) {
                        wanted.add(criteria.equal(mail.get("recipientKey"), to.toLowerCase(Locale.ROOT)));
                    }
                    if (notice != null) {
                        wanted.add(criteria.equal(mail.get("notice"), notice.name()));
                    }
                    return criteria.and(wanted.toArray(Predicate[]::new));
                },
                page);
    }
}
