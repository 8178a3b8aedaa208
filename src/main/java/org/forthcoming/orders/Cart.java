package org.forthcoming.orders;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.forthcoming.inventory.Cover;
import org.forthcoming.inventory.Ids;
import org.forthcoming.inventory.LockedStock;
import org.forthcoming.offers.Kind;
import org.forthcoming.offers.Offer;
import org.forthcoming.offers.Offer.WhenUncovered;
import org.forthcoming.offers.PromiseDay;
import org.springframework.stereotype.Component;

/** Cuts a mixed cart into fulfillments, each with one promise. */
@Component
class Cart {

    private final PromiseDay promiseDay;
    private final Ids ids;

    Cart(PromiseDay promiseDay, Ids ids) {
        this.promiseDay = promiseDay;
        this.ids = ids;
    }

    /** What covers a line, or the part of it that comes on one day; the fulfillment is known once the cart was filled. */
    static final class Item {
        private final int position;
        private final NewOrder.NewLine line;
        private final Offer offer;
        private final Cover cover;
        private Fulfillment fulfillment;

        private Item(int position, NewOrder.NewLine line, Offer offer, Cover cover) {
            this.position = position;
            this.line = line;
            this.offer = offer;
            this.cover = cover;
        }

        Offer offer() {
            return offer;
        }

        Cover cover() {
            return cover;
        }

        int units() {
            return cover.units();
        }

        Fulfillment fulfillment() {
            return fulfillment;
        }
    }

    /** Items of the same kind and promised day form one fulfillment. */
    private record Group(Kind kind, LocalDate promisedOn) {}

    /** Covers the lines in their order; a line comes in several parts only when the customer accepts partial shipment. */
    List<Item> cover(NewOrder wanted, Set<String> skus, Map<String, Offer> offers, LockedStock stock) {
        var inParts = Boolean.TRUE.equals(wanted.partial()) && wanted.shipping() != Shipping.TOGETHER;
        var items = new ArrayList<Item>();
        for (var line : wanted.lines()) {
            if (!skus.contains(line.sku())) {
                continue;
            }
            var offer = offers.get(line.sku());
            var undatedToo = offer.whenUncovered() == WhenUncovered.ACCEPT_UNDATED;
            var cover = stock.cover(line.sku(), line.quantity(), undatedToo);
            for (var part : inParts ? cover.byDay() : List.of(cover)) {
                items.add(new Item(items.size() + 1, line, offer, part));
            }
        }
        return items;
    }

    /** Makes the order's fulfillments with their lines and promises. */
    void fill(Order order, List<Item> items, LawProfile lawProfile) {
        var groups = new LinkedHashMap<Group, List<Item>>();
        var together = order.shipping == Shipping.TOGETHER ? new Group(kindOf(items), null) : null;
        for (var item : items) {
            var group = together != null ? together : new Group(item.offer.kind(), promiseOf(item));
            groups.computeIfAbsent(group, none -> new ArrayList<>()).add(item);
        }
        groups.forEach((group, ofGroup) -> {
            var fulfillment = new Fulfillment(ids.next(), order, group.kind(), lawProfile);
            promise(fulfillment, ofGroup);
            for (var item : ofGroup) {
                item.fulfillment = fulfillment;
                var price = item.line.unitPrice() != null ? item.line.unitPrice() : item.offer.discountedPrice();
                new Line(
                        fulfillment,
                        item.position,
                        item.offer.sku(),
                        item.offer.title(),
                        item.units(),
                        price.getAmount());
            }
        });
    }

    /** The latest of the items' days, or none when one of them has none. */
    private void promise(Fulfillment fulfillment, List<Item> items) {
        fulfillment.releaseOn = items.stream()
                .map(item -> item.offer.releaseOn().orElse(null))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        var undated = items.stream().anyMatch(item -> promiseOf(item) == null);
        fulfillment.promisedOn = undated
                ? null
                : items.stream()
                        .map(this::promiseOf)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
        fulfillment.expectedOn = fulfillment.promisedOn;
        fulfillment.originallyPromisedOn = fulfillment.promisedOn;
    }

    /** The latest day on which a fulfillment's units may come for its promise to be kept. */
    LocalDate neededBy(Fulfillment fulfillment) {
        return promiseDay.neededBy(fulfillment.promisedOn);
    }

    LocalDate promiseOf(Item item) {
        return promiseDay.promise(
                item.cover.readyOn().orElse(null), item.offer.releaseOn().orElse(null));
    }

    private static Kind kindOf(List<Item> items) {
        return items.stream().anyMatch(item -> item.offer.kind() == Kind.PREORDER) ? Kind.PREORDER : Kind.BACKORDER;
    }
}
