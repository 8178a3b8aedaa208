package org.forthcoming.orders;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.offers.PromiseDay;
import org.forthcoming.orders.NewOrder.DeliverTo;
import org.forthcoming.orders.ProofEntry.What;
import org.joda.money.Money;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Everything that happens to a fulfillment after it was placed.
 *
 * <p>Acts of the doors (ship, deliver, cancel, give feedback) raise a fact that the process hears. What the process does
 * by itself (the methods named after a status) records and raises none.
 */
@Service
@Transactional
public class Fulfilling {

    /** So many characters a customer's comment may have, wherever it is entered; the proof keeps all of them. */
    public static final int LONGEST_COMMENT = 1000;

    /** By whom, when nobody but the process itself did it. */
    public static final String FORTHCOMING = "forthcoming";

    /** By whom, when the customer did it on the order's page. */
    public static final String CUSTOMER = "customer";

    private static final String WOULD_RATHER_CANCEL = "Would rather cancel than wait.";

    private final Fulfillments fulfillments;
    private final FulfillmentLocks locks;
    private final Cancellation cancellation;
    private final Delays delays;
    private final DelayBook delayBook;
    private final Releases releases;
    private final Inventory inventory;
    private final PromiseDay promiseDay;
    private final ShopCalendar calendar;
    private final ProofBook proof;
    private final ApplicationEventPublisher events;

    Fulfilling(
            Fulfillments fulfillments,
            FulfillmentLocks locks,
            Cancellation cancellation,
            Delays delays,
            DelayBook delayBook,
            Releases releases,
            Inventory inventory,
            PromiseDay promiseDay,
            ShopCalendar calendar,
            ProofBook proof,
            ApplicationEventPublisher events) {
        this.fulfillments = fulfillments;
        this.locks = locks;
        this.cancellation = cancellation;
        this.delays = delays;
        this.delayBook = delayBook;
        this.releases = releases;
        this.inventory = inventory;
        this.promiseDay = promiseDay;
        this.calendar = calendar;
        this.proof = proof;
        this.events = events;
    }

    // Doors --------------------------------------------------------------------------------------------------------

    /** Cancels everything of an order that has not shipped. */
    @Atomic
    public Answer<Order> cancelOrder(String number, String reason, String by) {
        return locks.order(number)
                .map(order -> {
                    // Whoever cancels after the law has changes neither when that was nor from when the refund is due.
                    order.fulfillments.forEach(delays::cancelIfLawHas);
                    order.fulfillments.forEach(fulfillment -> answerByCanceling(fulfillment, by));
                    return cancellation.cancel(order, reason, by);
                })
                .orElseGet(unknownOrder(number));
    }

    /** Units of one SKU. */
    public record Units(String sku, int quantity) {}

    /**
     * Cancels a fulfillment before its shipment, whole or in part.
     *
     * @param units what to cancel; empty: all of it
     */
    @Atomic
    public Answer<Fulfillment> cancel(long id, List<Units> units, String reason, String by) {
        return underLock(id, fulfillment -> {
            delays.cancelIfLawHas(fulfillment);
            if (units.isEmpty()) {
                answerByCanceling(fulfillment, by);
            }
            return cancellation.cancel(fulfillment, units, reason, by);
        });
    }

    /**
     * Cancels what is more than so many units of a SKU; so many or fewer are left as they are, so that asking twice lowers
     * once.
     */
    @Atomic
    public Answer<Fulfillment> lowerTo(long id, String sku, int units, String by) {
        return lowerTo(id, List.of(new Units(sku, units)), null, by);
    }

    /** The same for several SKUs, told and refunded together. */
    @Atomic
    public Answer<Fulfillment> lowerTo(long id, List<Units> kept, String reason, String by) {
        return underLock(id, fulfillment -> {
            delays.cancelIfLawHas(fulfillment);
            var less = kept.stream()
                    .map(keep -> new Units(keep.sku(), fulfillment.units(keep.sku()) - keep.quantity()))
                    .filter(units -> units.quantity() > 0)
                    .toList();
            return less.isEmpty() ? Answer.doneBefore(fulfillment) : cancellation.cancel(fulfillment, less, reason, by);
        });
    }

    /** What a customer answers to the notice of a delay. */
    public enum Decision {
        WAIT,
        CANCEL
    }

    /** The customer's answer to the question that is open, whichever that is. */
    @Atomic
    public Answer<Fulfillment> decide(long id, Decision decision, String by) {
        return decide(id, decision, null, by);
    }

    /**
     * The customer's answer to the notice of a delay. The instant counts at which it is given: refused when nothing is
     * asked, or when the time to answer has ended, even if nothing has come of that yet.
     *
     * @param promiseVersion the promise the customer was told of; refused when another notice was sent since, because nobody
     *     agrees to what they have not seen. Null: the present one
     */
    @Atomic
    public Answer<Fulfillment> decide(long id, Decision decision, Integer promiseVersion, String by) {
        return underLock(id, fulfillment -> {
            var question = delays.open(fulfillment);
            if (question.isEmpty()) {
                return Answer.conflict("Nothing is asked about it, or the time to answer has ended.");
            }
            if (promiseVersion != null && !isPresent(promiseVersion, question.get(), fulfillment)) {
                return Answer.conflict("The question is about version %d of the promise, not about version %d."
                        .formatted(question.get().promiseVersion, promiseVersion));
            }
            if (decision == Decision.WAIT) {
                delays.agree(fulfillment, question.get(), by);
                return Answer.done(fulfillment);
            }
            proof.write(id, What.ANSWERED, by, WOULD_RATHER_CANCEL);
            return cancellation.cancel(fulfillment, List.of(), null, by);
        });
    }

    /** An earlier day may have been promised since; that asks nothing, so whoever knows of it answers too. */
    private static boolean isPresent(int promiseVersion, Delay question, Fulfillment fulfillment) {
        return promiseVersion >= question.promiseVersion && promiseVersion <= fulfillment.promiseVersion;
    }

    /** A customer who cancels what is late has answered the question about it too. */
    private void answerByCanceling(Fulfillment fulfillment, String by) {
        if (by.equals(CUSTOMER) && delays.open(fulfillment).isPresent()) {
            proof.write(fulfillment.id, What.ANSWERED, by, WOULD_RATHER_CANCEL);
        }
    }

    /** The carrier has it. Refused before it is ready or released; the same again is DoneBefore. */
    @Atomic
    public Answer<Fulfillment> ship(long id, String carrier, String trackingNumber, String by) {
        return underLock(id, fulfillment -> {
            if (reported(fulfillment, carrier, trackingNumber)) {
                return Answer.doneBefore(fulfillment);
            }
            var refusal = whyNotShip(fulfillment, carrier, trackingNumber);
            if (refusal.isPresent()) {
                return Answer.conflict(refusal.get());
            }
            recordShipment(fulfillment, carrier, trackingNumber, by);
            events.publishEvent(new FulfillmentShipped(fulfillment));
            return Answer.done(fulfillment);
        });
    }

    /** Why this shipment could not be recorded now; empty when it could. Asked by forms before they submit. */
    @Transactional(readOnly = true)
    public Optional<String> whyNotShip(long id, String carrier, String trackingNumber) {
        return whyNotShip(fulfillments.findById(id).orElseThrow(), carrier, trackingNumber);
    }

    /** The customer has it, today. Refused before the shipment. */
    @Atomic
    public Answer<Fulfillment> deliver(long id, String by) {
        return underItsLock(id, fulfillment -> {
            if (fulfillment.shippedAt == null) {
                return Answer.conflict("It has not shipped, so it can't have been delivered.");
            }
            if (fulfillment.deliveredOn != null) {
                return Answer.doneBefore(fulfillment);
            }
            fulfillment.deliveredOn = calendar.today();
            proof.write(id, What.DELIVERED, by, "Delivered.");
            events.publishEvent(new FulfillmentDelivered(fulfillment));
            return Answer.done(fulfillment);
        });
    }

    /** The customer's rating from 1 to 5. Refused before feedback was requested and when it was given before. */
    @Atomic
    public Answer<Fulfillment> giveFeedback(long id, int rating, String comment, String by) {
        if (rating < 1 || rating > 5) {
            return Answer.invalid("A rating is a number from 1 to 5.");
        }
        return underItsLock(id, fulfillment -> {
            if (fulfillment.rating != null) {
                return Answer.conflict("Feedback was given before.");
            }
            if (fulfillment.status != FulfillmentStatus.FEEDBACK_REQUESTED) {
                return Answer.conflict(
                        fulfillment.status == FulfillmentStatus.COMPLETED
                                ? "The time for feedback is over."
                                : "Feedback is asked for after the delivery.");
            }
            fulfillment.rating = rating;
            fulfillment.comment = comment == null || comment.isBlank() ? null : comment.strip();
            proof.write(
                    id,
                    What.FEEDBACK,
                    by,
                    "Rated %d of 5.%s".formatted(rating, fulfillment.comment == null ? "" : " " + fulfillment.comment));
            events.publishEvent(new FeedbackGiven(fulfillment));
            return Answer.done(fulfillment);
        });
    }

    /**
     * Sends what has not shipped to another address in the same country: what was promised, and the law that applies, hang on
     * that. Refused when all has shipped, or when the shop keeps the address to itself.
     */
    @Atomic
    public Answer<Order> changeAddress(String number, DeliverTo address, String by) {
        return locks.order(number)
                .map(order -> changeAddress(order, address, by))
                .orElseGet(unknownOrder(number));
    }

    private Answer<Order> changeAddress(Order order, DeliverTo address, String by) {
        var unshipped = order.fulfillments.stream()
                .filter(fulfillment -> fulfillment.status.beforeShipment())
                .toList();
        if (unshipped.isEmpty()) {
            return Answer.conflict("All of order %s has shipped or was canceled.".formatted(order.number));
        }
        var former = order.address();
        if (former.isEmpty()) {
            return Answer.conflict("The address of order %s is kept by the shop.".formatted(order.number));
        }
        if (!former.get().country().equals(address.country())) {
            return Answer.invalid("The country can't be changed: what was promised hangs on it.");
        }
        if (former.get().equals(address)) {
            return Answer.doneBefore(order);
        }
        order.deliverTo(address);
        unshipped.forEach(fulfillment -> proof.write(
                fulfillment.id, What.CHANGED, by, "Goes to: %s.".formatted(String.join(", ", order.deliverTo()))));
        events.publishEvent(new AddressChanged(unshipped));
        return Answer.done(order);
    }

    /**
     * An unpaid order was paid, or what was ordered on top of a paid one: the amount must be what is still to be paid, the
     * day not lie ahead. The last payment reported again is DoneBefore.
     */
    @Atomic
    public Answer<Order> pay(String number, Money amount, LocalDate paidOn, String by) {
        return locks.order(number).map(order -> pay(order, amount, paidOn, by)).orElseGet(unknownOrder(number));
    }

    private Answer<Order> pay(Order order, Money amount, LocalDate paidOn, String by) {
        if (paidOn.isAfter(calendar.today())) {
            return Answer.invalid("%s lies ahead: report a payment when it was made.".formatted(paidOn));
        }
        if (order.settled()) {
            var same =
                    order.paidOn.equals(paidOn) && order.money(order.paidAmount).equals(amount);
            return same ? Answer.doneBefore(order) : Answer.conflict("Order %s is paid.".formatted(order.number));
        }
        if (order.status().withoutShipment()) {
            return Answer.conflict("Order %s was canceled, nothing is to be paid.".formatted(order.number));
        }
        if (!order.toBePaid().equals(amount)) {
            return Answer.conflict("%s are to be paid for order %s; %s can't be recorded."
                    .formatted(order.toBePaid(), order.number, amount));
        }
        var paid = order.fulfillments.stream()
                .filter(fulfillment -> !fulfillment.paid())
                .toList();
        // What is not wanted any more was not paid with the rest, and does not go back.
        paid.forEach(fulfillment -> fulfillment.unpaid = fulfillment.unwanted());
        order.paid = true;
        order.paidAmount = amount.getAmount();
        order.paidOn = paidOn;
        paid.stream()
                .filter(Fulfillment::paid)
                .forEach(fulfillment -> proof.write(
                        fulfillment.id, What.PAID, by, "The order was paid on %s: %s.".formatted(paidOn, amount)));
        return Answer.done(order);
    }

    /** Moves a waiting fulfillment to the front of the queue. */
    @Atomic
    public Answer<Fulfillment> pin(long id, boolean evenIfOthersWait, String by) {
        return underLock(id, fulfillment -> {
            if (fulfillment.allocated || !fulfillment.status.beforeShipment()) {
                return Answer.conflict("It does not wait for stock.");
            }
            var pinning = inventory.pin(id, evenIfOthersWait);
            if (!pinning.pinned()) {
                return Answer.conflict("Putting it first would break %d promises given to others."
                        .formatted(pinning.promisesBroken()));
            }
            proof.write(id, What.CHANGED, by, "Put first in the queue.");
            return Answer.done(fulfillment);
        });
    }

    // The process --------------------------------------------------------------------------------------------------

    /** Remembers which process instance runs this fulfillment. */
    public void startedBy(long id, String processInstanceId) {
        fulfillment(id).processInstanceId = processInstanceId;
    }

    /** Its process was ended before its time, and another runs it from now on. */
    public void goesOnWith(long id, String processInstanceId) {
        startedBy(id, processInstanceId);
        proof.write(id, What.CHANGED, FORTHCOMING, "Its process had been ended; it goes on with a new one.");
    }

    /** It waits for its goods, be they late or not. */
    public void awaitStock(long id) {
        var fulfillment = fulfillment(id);
        fulfillment.status = delays.whileWaiting(fulfillment);
    }

    /** They lie in the warehouse, may leave it, and wait to be packed. */
    public void readyToShip(Collection<Long> ids) {
        ids.stream().map(this::fulfillment).forEach(fulfillment -> {
            fulfillment.status = FulfillmentStatus.READY_TO_SHIP;
            fulfillment.readyAt = calendar.now();
        });
    }

    /** The warehouse reported the shipment in its task; nothing is changed when a door reported the same before. */
    public void shipped(long id, String carrier, String trackingNumber, String by) {
        underLock(id, fulfillment -> {
            if (!reported(fulfillment, carrier, trackingNumber)) {
                whyNotShip(fulfillment, carrier, trackingNumber).ifPresent(why -> {
                    throw new IllegalStateException(why);
                });
                recordShipment(fulfillment, carrier, trackingNumber, by);
            }
            return Answer.done(fulfillment);
        });
    }

    /**
     * The customer has not answered until the deadline of the last notice: silence counts as it said. Does nothing when
     * there was an answer. Returns what has to go back to the customer, if it was canceled by that.
     *
     * @param toldInTime whether the notice went out before the promised day ended; one that did not is none
     */
    @Atomic
    public Optional<Refund> silence(long id, boolean toldInTime) {
        var fulfillment = locks.fulfillment(id).orElseThrow();
        return delays.last(id)
                .filter(delay -> delay.outcome == null && fulfillment.status.beforeShipment())
                .flatMap(delay -> delays.silence(fulfillment, delay, toldInTime));
    }

    /** The customer was told of an earlier day: from now on that day is promised. Returns the new promise's version. */
    public int rePromise(long id) {
        var fulfillment = fulfillment(id);
        fulfillment.promisedOn = fulfillment.expectedOn;
        fulfillment.promiseVersion++;
        fulfillment.toldEarlierOn = calendar.today();
        inventory.promise(id, promiseDay.neededBy(fulfillment.promisedOn));
        proof.write(
                id,
                What.RE_PROMISED,
                FORTHCOMING,
                "Promised to ship %s, earlier than before.".formatted(ProofBook.by(fulfillment.promisedOn)));
        if (delayBook.endIfKept(fulfillment)) {
            events.publishEvent(new DelayOver(fulfillment));
        }
        return fulfillment.promiseVersion;
    }

    /** The customer was asked for feedback. */
    public void feedbackRequested(long id) {
        fulfillment(id).status = FulfillmentStatus.FEEDBACK_REQUESTED;
    }

    /** Nothing is left to do. */
    public void completed(long id) {
        var fulfillment = fulfillment(id);
        fulfillment.status = FulfillmentStatus.COMPLETED;
        fulfillment.endedAt = calendar.now();
    }

    // --------------------------------------------------------------------------------------------------------------

    private void recordShipment(Fulfillment fulfillment, String carrier, String trackingNumber, String by) {
        inventory.ship(fulfillment.id);
        delayBook.close(fulfillment, Delay.Outcome.SHIPPED);
        fulfillment.status = FulfillmentStatus.SHIPPED;
        fulfillment.carrier = carrier.strip();
        fulfillment.trackingNumber = trackingNumber.strip();
        fulfillment.trackingKey = Fulfillment.trackingKey(trackingNumber);
        fulfillment.shippedAt = calendar.now();
        proof.write(
                fulfillment.id,
                What.SHIPPED,
                by,
                "%s has it, tracking number %s.".formatted(fulfillment.carrier, fulfillment.trackingNumber));
    }

    private static boolean reported(Fulfillment fulfillment, String carrier, String trackingNumber) {
        return fulfillment.shippedAt != null
                && fulfillment.carrier.equals(carrier.strip())
                && fulfillment.trackingNumber.equals(trackingNumber.strip());
    }

    private Optional<String> whyNotShip(Fulfillment fulfillment, String carrier, String trackingNumber) {
        if (isBlank(carrier) || carrier.length() > 100) {
            return Optional.of("Tell the carrier, in at most 100 characters.");
        }
        if (isBlank(trackingNumber) || trackingNumber.length() > 100) {
            return Optional.of("Tell the tracking number, in at most 100 characters.");
        }
        if (fulfillment.shippedAt != null) {
            return reported(fulfillment, carrier, trackingNumber)
                    ? Optional.empty()
                    : Optional.of("It shipped before, with %s under %s."
                            .formatted(fulfillment.carrier, fulfillment.trackingNumber));
        }
        if (fulfillment.status.withoutShipment()) {
            return Optional.of("It was canceled and must not ship.");
        }
        if (delays.lapsed(fulfillment).isPresent()) {
            return Optional.of(
                    "The customer has not agreed to its delay in time, so it is canceled and must not ship.");
        }
        if (delays.isUntold(fulfillment)) {
            return Optional.of(
                    "No notice of its delay went out before the promised day ended, so it is canceled and must not ship.");
        }
        var release = releases.releaseOf(fulfillment);
        if (release.isPresent() && calendar.today().isBefore(release.get())) {
            return Optional.of("It must not ship before its release on %s.".formatted(release.get()));
        }
        if (fulfillment.status != FulfillmentStatus.READY_TO_SHIP) {
            return Optional.of(
                    fulfillment.allocated
                            ? "It is not ready to ship: the warehouse has not been asked to pack it yet."
                            : "It is not ready to ship: not all of its units are here.");
        }
        return Optional.empty();
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private Fulfillment fulfillment(long id) {
        return fulfillments.findById(id).orElseThrow();
    }

    private Answer<Fulfillment> underItsLock(long id, Function<Fulfillment, Answer<Fulfillment>> act) {
        return locks.fulfillmentAlone(id)
                .map(act)
                .orElseGet(() -> Answer.unknown("There is no fulfillment %d.".formatted(id)));
    }

    private Answer<Fulfillment> underLock(long id, Function<Fulfillment, Answer<Fulfillment>> act) {
        return locks.fulfillment(id)
                .map(act)
                .orElseGet(() -> Answer.unknown("There is no fulfillment %d.".formatted(id)));
    }

    private static Supplier<Answer<Order>> unknownOrder(String number) {
        return () -> Answer.unknown("There is no order %s.".formatted(number));
    }
}
