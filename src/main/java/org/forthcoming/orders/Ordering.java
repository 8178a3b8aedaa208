package org.forthcoming.orders;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.LockedStock;
import org.forthcoming.inventory.Rank;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.Offer;
import org.forthcoming.orders.NewOrder.NewLine;
import org.joda.money.Money;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** Takes orders: everything of an order is locked, pegged, promised and stored, or nothing. */
@Service
public class Ordering {

    private final Orders orders;
    private final Catalog catalog;
    private final Inventory inventory;
    private final OfferRules rules;
    private final Cart cart;
    private final Policies policies;
    private final ShopCalendar calendar;
    private final ProofBook proof;
    private final ApplicationEventPublisher events;

    Ordering(
            Orders orders,
            Catalog catalog,
            Inventory inventory,
            OfferRules rules,
            Cart cart,
            Policies policies,
            ShopCalendar calendar,
            ProofBook proof,
            ApplicationEventPublisher events) {
        this.orders = orders;
        this.catalog = catalog;
        this.inventory = inventory;
        this.rules = rules;
        this.cart = cart;
        this.policies = policies;
        this.calendar = calendar;
        this.proof = proof;
        this.events = events;
    }

    /**
     * Places an order, or tells why not; see {@link Placement}. The number is the idempotency key: who places the same
     * number at the same instant loses a race, is run again, and finds what the other stored.
     */
    @Atomic
    public Placement place(NewOrder wanted) {
        var fingerprint = fingerprint(wanted);
        var known = orders.findByNumber(wanted.number());
        if (known.isPresent()) {
            return known.get().fingerprint.equals(fingerprint)
                    ? new Placement.PlacedBefore(known.get())
                    : new Placement.NumberTaken(wanted.number());
        }
        var units =
                wanted.lines().stream().collect(groupingBy(NewLine::sku, TreeMap::new, summingInt(NewLine::quantity)));
        var stock = inventory.lockKnown(units.keySet());
        // Read under the lock, under which they change too: what was promised is what the offer says then.
        var offers = catalog.offersOf(units.keySet()).stream().collect(toMap(Offer::sku, identity()));
        // Whatever is refused is named at once, each SKU by the first rule that it breaks.
        var refusals = new ArrayList<>(rules.notOffered(wanted, offers));
        refusals.forEach(refusal -> units.remove(refusal.sku()));
        refusals.addAll(rules.beyondLimits(wanted, units, offers, stock));
        refusals.forEach(refusal -> units.remove(refusal.sku()));
        var items = cart.cover(wanted, units.keySet(), offers, stock);
        refusals.addAll(rules.uncovered(items));
        if (!refusals.isEmpty()) {
            return new Placement.Refused(refusals);
        }
        var order = order(wanted, fingerprint, offers);
        cart.fill(order, items, policies.lawProfile(order.lawCountry()));
        order.paidAmount = order.paid ? order.total().getAmount() : null;
        order.paidOn = order.paid ? calendar.today() : null;
        orders.save(order);
        reserve(order, order.fulfillments, items, stock);
        events.publishEvent(new OrderPlaced(order));
        return new Placement.Placed(order);
    }

    private Order order(NewOrder wanted, String fingerprint, Map<String, Offer> offers) {
        var order = new Order();
        var customer = wanted.customer();
        var to = wanted.deliverTo();
        order.number = wanted.number();
        order.fingerprint = fingerprint;
        order.channel = wanted.channel();
        order.customerName = customer.name().strip();
        order.customerEmail = customer.email();
        order.customerKey = Order.key(customer.email());
        order.country = customer.country();
        order.locale = customer.locale() == null ? "en" : customer.locale().replace('_', '-');
        if (to != null) {
            order.deliverTo(to);
        }
        order.partial = Boolean.TRUE.equals(wanted.partial());
        order.shipping = Objects.requireNonNullElse(wanted.shipping(), Shipping.AS_AVAILABLE);
        order.currency = offers.get(wanted.lines().get(0).sku())
                .price()
                .getCurrencyUnit()
                .getCode();
        order.shippingFee = wanted.shippingFee() == null
                ? BigDecimal.ZERO
                : wanted.shippingFee().getAmount();
        order.paid = !Boolean.FALSE.equals(wanted.paid());
        // Read while the stock is locked, so that who came first at the lock is first in the queue.
        order.placedAt = calendar.now();
        return order;
    }

    /** Claims what covers these fulfillments, which are new in the order, behind whoever came before and is of their rank. */
    void reserve(Order order, List<Fulfillment> ordered, List<Cart.Item> items, LockedStock stock) {
        var goods =
                order.fulfillments.stream().map(Fulfillment::total).reduce(Money.zero(order.currency()), Money::plus);
        var priority = policies.priority(order.channel, order.lawCountry(), goods.getAmount());
        for (var fulfillment : ordered) {
            var rank = new Rank(priority, fulfillment.placedAt(), order.number);
            var covers = items.stream()
                    .filter(item -> item.fulfillment() == fulfillment)
                    .map(Cart.Item::cover)
                    .toList();
            fulfillment.allocated =
                    stock.reserve(fulfillment.id, rank, order.partial, cart.neededBy(fulfillment), covers);
            proof.promised(fulfillment);
            if (fulfillment.allocated) {
                proof.allocated(fulfillment);
            }
        }
    }

    private static String fingerprint(NewOrder wanted) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(wanted.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
