package org.forthcoming.orders;

import static java.util.stream.Collectors.toMap;

import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.LockedStock;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.Offer;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.ProofEntry.What;
import org.joda.money.Money;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Lets customers order more of what waits for them. The units already ordered keep their place; those on top are a claim of
 * their own at the end of the queue, sold at today's price, and ship on their own.
 */
@Service
public class Raising {

    private final FulfillmentLocks locks;
    private final Catalog catalog;
    private final Inventory inventory;
    private final OfferRules rules;
    private final Cart cart;
    private final Ordering ordering;
    private final Policies policies;
    private final ShopCalendar calendar;
    private final ProofBook proof;
    private final EntityManager entities;
    private final ApplicationEventPublisher events;

    Raising(
            FulfillmentLocks locks,
            Catalog catalog,
            Inventory inventory,
            OfferRules rules,
            Cart cart,
            Ordering ordering,
            Policies policies,
            ShopCalendar calendar,
            ProofBook proof,
            EntityManager entities,
            ApplicationEventPublisher events) {
        this.locks = locks;
        this.catalog = catalog;
        this.inventory = inventory;
        this.rules = rules;
        this.cart = cart;
        this.ordering = ordering;
        this.policies = policies;
        this.calendar = calendar;
        this.proof = proof;
        this.entities = entities;
        this.events = events;
    }

    /**
     * What more of a SKU would mean for the customer, as of this instant.
     *
     * @param ordered units of it that the order had by then, so that the same terms are never agreed to twice
     * @param price of one of the units on top
     * @param promisedOn the day by which they ship; null: no day can be given
     */
    public record Terms(String sku, int more, int ordered, Money price, LocalDate promisedOn) {

        /** What is to be paid for the units on top. */
        public Money total() {
            return price.multipliedBy(more);
        }
    }

    /** What so many units more would mean; refused when the offer does, or when all of the SKU has shipped. */
    @Atomic
    public Answer<Terms> terms(String number, String sku, int more) {
        return onTop(number, sku, more, onTop -> Answer.done(onTop.terms()));
    }

    /** Orders them, on these terms: refused when they are no longer what {@link #terms} would say. */
    @Atomic
    public Answer<Fulfillment> raise(String number, Terms agreed, String by) {
        return onTop(
                number,
                agreed.sku(),
                agreed.more(),
                onTop -> onTop.terms().equals(agreed)
                        ? Answer.done(order(onTop, by))
                        : Answer.conflict("What was agreed to does not hold any more."));
    }

    /** Units that could be ordered on top, covered by stock that is locked. */
    private record OnTop(Order order, List<Cart.Item> items, LockedStock stock, Terms terms) {}

    private <T> Answer<T> onTop(String number, String sku, int more, Function<OnTop, Answer<T>> act) {
        if (more < 1 || more > NewOrder.MOST_UNITS) {
            return Answer.invalid("Order 1 to %,d units more.".formatted(NewOrder.MOST_UNITS));
        }
        var found = locks.order(number);
        if (found.isEmpty()) {
            return Answer.unknown("There is no order %s.".formatted(number));
        }
        var order = found.get();
        var ordered = order.fulfillments.stream()
                .filter(part -> !part.status.withoutShipment())
                .mapToInt(part -> part.units(sku))
                .sum();
        if (order.fulfillments.stream().noneMatch(part -> part.status.beforeShipment() && part.units(sku) > 0)) {
            return Answer.conflict("Nothing of %s waits in order %s.".formatted(sku, number));
        }
        var stock = inventory.lockKnown(Set.of(sku));
        var offers = catalog.offersOf(Set.of(sku)).stream().collect(toMap(Offer::sku, offer -> offer));
        var wanted = more(order, new NewLine(sku, more, null));
        var refusals = new ArrayList<>(rules.notOffered(wanted, offers));
        if (refusals.isEmpty()) {
            refusals.addAll(rules.beyondLimits(wanted, Map.of(sku, more), offers, stock));
        }
        var items = refusals.isEmpty() ? cart.cover(wanted, Set.of(sku), offers, stock) : List.<Cart.Item>of();
        refusals.addAll(rules.uncovered(items));
        if (!refusals.isEmpty()) {
            return Answer.conflict(refusals.get(0).sentence());
        }
        var price = offers.get(sku).discountedPrice();
        return act.apply(
                new OnTop(order, items, stock, new Terms(sku, more, ordered, price, cart.promiseOf(items.get(0)))));
    }

    /** As if ordered on its own; the fee names the order's currency, which that of the offer must still be. */
    private static NewOrder more(Order order, NewLine line) {
        return new NewOrder(
                order.number,
                order.channel,
                new Customer(order.customerName, order.customerEmail, order.country, order.locale),
                null,
                false,
                Money.zero(order.currency()),
                List.of(line),
                Shipping.AS_AVAILABLE,
                false);
    }

    private Fulfillment order(OnTop onTop, String by) {
        var order = onTop.order();
        cart.fill(order, onTop.items(), policies.lawProfile(order.lawCountry()));
        var fulfillment = onTop.items().get(0).fulfillment();
        fulfillment.raisedAt = calendar.now();
        fulfillment.unpaid = order.paid;
        entities.persist(fulfillment);
        proof.write(
                fulfillment.id,
                What.CHANGED,
                by,
                "Ordered on top: %d of %s."
                        .formatted(onTop.terms().more(), onTop.terms().sku()));
        ordering.reserve(order, List.of(fulfillment), onTop.items(), onTop.stock());
        events.publishEvent(new OrderRaised(fulfillment));
        return fulfillment;
    }
}
