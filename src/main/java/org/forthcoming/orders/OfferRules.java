package org.forthcoming.orders;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.LockedStock;
import org.forthcoming.offers.Offer;
import org.forthcoming.offers.Offer.WhenUncovered;
import org.forthcoming.orders.Placement.Refusal;
import org.springframework.stereotype.Component;

/** Why offers refuse an order: not offered, beyond a limit, or nothing left that could be promised. */
@Component
class OfferRules {

    /** More units of anything than a shop sells, and few enough that sums can't overflow. */
    private static final int MOST = 1_000_000_000;

    private final Orders orders;
    private final ShopCalendar calendar;

    OfferRules(Orders orders, ShopCalendar calendar) {
        this.orders = orders;
        this.calendar = calendar;
    }

    List<Refusal> notOffered(NewOrder wanted, Map<String, Offer> offers) {
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

    List<Refusal> beyondLimits(
            NewOrder wanted, Map<String, Integer> units, Map<String, Offer> offers, LockedStock stock) {
        var refusals = new ArrayList<Refusal>();
        units.forEach((sku, quantity) -> {
            var offer = offers.get(sku);
            var left = Math.max(0, offer.limit().orElse(MOST) - stock.claimed(sku));
            if (quantity > left) {
                refusals.add(new Refusal(sku, tooMany(sku, quantity, left)));
            }
            offer.limitPerCustomer().ifPresent(limit -> {
                var bought = orders.unitsOf(Order.key(wanted.customer().email()), sku);
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

    List<Refusal> uncovered(List<Cart.Item> items) {
        var refusals = new ArrayList<Refusal>();
        items.stream()
                .filter(item -> item.offer().whenUncovered() == WhenUncovered.REJECT)
                .collect(groupingBy(
                        item -> item.offer().sku(),
                        TreeMap::new,
                        reducing(
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
}
