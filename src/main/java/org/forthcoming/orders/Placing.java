package org.forthcoming.orders;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static java.util.stream.Collectors.toMap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.LockedStock;
import org.forthcoming.inventory.Rank;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.Offer;
import org.forthcoming.offers.Offer.WhenUncovered;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Placement.Refusal;
import org.joda.money.Money;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The one transaction in which an order is placed. */
@Component
class Placing {

    private final Orders orders;
    private final Catalog catalog;
    private final Inventory inventory;
    private final Cart cart;
    private final Policies policies;
    private final ShopCalendar calendar;
    private final ProofBook proof;
    private final ApplicationEventPublisher events;

    Placing(
            Orders orders,
            Catalog catalog,
            Inventory inventory,
            Cart cart,
            Policies policies,
            ShopCalendar calendar,
            ProofBook proof,
            ApplicationEventPublisher events) {
        this.orders = orders;
        this.catalog = catalog;
        this.inventory = inventory;
        this.cart = cart;
        this.policies = policies;
        this.calendar = calendar;
        this.proof = proof;
        this.events = events;
    }

    @org.springframework.transaction.annotation.Transactional
    Placement place(NewOrder wanted) {
        var fingerprint = fingerprint(wanted);
        var known = orders.findByNumber(wanted.number());
        if (known.isPresent()) {
            return known.get().fingerprint.equals(fingerprint)
                    ? new Placement.PlacedBefore(known.get())
                    : new Placement.NumberTaken(wanted.number());
        }
        var units =
                wanted.lines().stream().collect(groupingBy(NewLine::sku, TreeMap::new, summingInt(NewLine::quantity)));
        var offers = catalog.offersOf(units.keySet()).stream().collect(toMap(Offer::sku, identity()));
        var refusals = notOffered(wanted, offers);
        if (!refusals.isEmpty()) {
            return new Placement.Refused(refusals);
        }
        var stock = inventory.lock(units.keySet());
        refusals = beyondLimits(wanted, units, offers, stock);
        if (!refusals.isEmpty()) {
            return new Placement.Refused(refusals);
        }
        var items = cart.cover(wanted, offers, stock);
        refusals = uncovered(items);
        if (!refusals.isEmpty()) {
            return new Placement.Refused(refusals);
        }
        var order = order(wanted, fingerprint, offers);
        cart.fill(order, items, policies.lawProfile(order.lawCountry()));
        order.paidAmount = order.paid ? order.total().getAmount() : null;
        order.paidOn = order.paid ? calendar.today() : null;
        orders.save(order);
        reserve(order, items, stock);
        events.publishEvent(new OrderPlaced(order));
        return new Placement.Placed(order);
    }

    private List<Refusal> notOffered(NewOrder wanted, Map<String, Offer> offers) {
        var refusals = new ArrayList<Refusal>();
        var currency = wanted.lines().stream()
                .map(line -> offers.get(line.sku()))
                .filter(Objects::nonNull)
                .map(offer -> offer.price().getCurrencyUnit())
                .findFirst();
        for (var line : wanted.lines()) {
            var offer = offers.get(line.sku());
            if (offer == null) {
                refusals.add(new Refusal(line.sku(), "There is no offer for %s.".formatted(line.sku())));
                continue;
            }
            switch (offer.status(calendar.today())) {
                case PAUSED ->
                    refusals.add(new Refusal(
                            line.sku(), "%s can't be ordered for now: its offer is paused.".formatted(line.sku())));
                case CLOSED ->
                    refusals.add(new Refusal(
                            line.sku(), "%s can't be ordered: its offer is not open today.".formatted(line.sku())));
                case OPEN -> {}
            }
            if (!offer.price().getCurrencyUnit().equals(currency.orElseThrow())
                    || line.unitPrice() != null
                            && !line.unitPrice()
                                    .getCurrencyUnit()
                                    .equals(offer.price().getCurrencyUnit())
                    || wanted.shippingFee() != null
                            && !wanted.shippingFee().getCurrencyUnit().equals(currency.get())) {
                refusals.add(new Refusal(
                        line.sku(),
                        "%s is sold in %s; an order has one currency, that of its offers."
                                .formatted(line.sku(), offer.price().getCurrencyUnit())));
            }
        }
        return refusals.stream().distinct().toList();
    }

    private List<Refusal> beyondLimits(
            NewOrder wanted, Map<String, Integer> units, Map<String, Offer> offers, LockedStock stock) {
        var refusals = new ArrayList<Refusal>();
        units.forEach((sku, quantity) -> {
            var offer = offers.get(sku);
            offer.limit().ifPresent(limit -> {
                var left = Math.max(0, limit - stock.claimed(sku));
                if (quantity > left) {
                    refusals.add(new Refusal(sku, tooMany(sku, quantity, left)));
                }
            });
            offer.limitPerCustomer().ifPresent(limit -> {
                var bought = orders.unitsOf(key(wanted.customer().email()), sku);
                if (quantity + bought > limit) {
                    refusals.add(new Refusal(
                            sku,
                            "One customer can order %d of %s at most; this one has ordered %d and wants %d more."
                                    .formatted(limit, sku, bought, quantity)));
                }
            });
        });
        return refusals;
    }

    private static List<Refusal> uncovered(List<Cart.Item> items) {
        var refusals = new ArrayList<Refusal>();
        items.stream()
                .filter(item -> item.offer().whenUncovered() == WhenUncovered.REJECT)
                .collect(groupingBy(
                        item -> item.offer().sku(),
                        TreeMap::new,
                        java.util.stream.Collectors.reducing(
                                new int[2],
                                item -> new int[] {item.units(), item.cover().uncovered()},
                                (one, other) -> new int[] {one[0] + other[0], one[1] + other[1]})))
                .forEach((sku, sums) -> {
                    if (sums[1] > 0) {
                        refusals.add(new Refusal(sku, tooMany(sku, sums[0], sums[0] - sums[1])));
                    }
                });
        return refusals;
    }

    private static String tooMany(String sku, int wanted, int left) {
        return left == 0
                ? "No units of %s are left to be promised.".formatted(sku)
                : "Only %d units of %s are left to be promised, %d were wanted.".formatted(left, sku, wanted);
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
        order.customerKey = key(customer.email());
        order.country = customer.country();
        order.locale = customer.locale() == null ? "en" : customer.locale().replace('_', '-');
        if (to != null) {
            order.recipient = to.name();
            order.street = to.street();
            order.postalCode = to.postalCode();
            order.city = to.city();
            order.region = to.region();
            order.deliveryCountry = to.country();
        }
        order.partial = Boolean.TRUE.equals(wanted.partial());
        order.shipping = Objects.requireNonNullElse(wanted.shipping(), Shipping.AS_AVAILABLE);
        order.currency = offers.get(wanted.lines().get(0).sku())
                .price()
                .getCurrencyUnit()
                .getCode();
        order.shippingFee = wanted.shippingFee() == null
                ? java.math.BigDecimal.ZERO
                : wanted.shippingFee().getAmount();
        order.paid = !Boolean.FALSE.equals(wanted.paid());
        // Read while the stock is locked, so that who came first at the lock is first in the queue.
        order.placedAt = calendar.now();
        return order;
    }

    private void reserve(Order order, List<Cart.Item> items, LockedStock stock) {
        var goods =
                order.fulfillments.stream().map(Fulfillment::worth).reduce(Money.zero(order.currency()), Money::plus);
        var priority = policies.priority(order.channel, order.lawCountry(), goods.getAmount());
        var rank = new Rank(priority, order.placedAt, order.number);
        for (var fulfillment : order.fulfillments) {
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

    /** A customer is a mail address, whatever its case. */
    static String key(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
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
