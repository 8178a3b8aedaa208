package org.forthcoming.operations;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.forthcoming.orders.Fulfilling.Units;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.Order;
import org.forthcoming.orders.Orders;
import org.forthcoming.orders.Refunds;
import org.joda.money.Money;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a cancellation means, before it is said yes to.
 *
 * @param what what would be canceled, in a sentence
 * @param back what would go back to the customer, in a sentence
 */
record CancellationReview(String what, String back) {

    /** Words it; empty when nothing of it can be canceled any more. */
    @Component
    static class Desk {

        private final Orders orders;
        private final Fulfillments fulfillments;

        Desk(Orders orders, Fulfillments fulfillments) {
            this.orders = orders;
            this.fulfillments = fulfillments;
        }

        /** Everything of an order that has not shipped. */
        @Transactional(readOnly = true)
        public Optional<CancellationReview> ofOrder(String number) {
            var order = orders.findByNumber(number).orElseThrow();
            var open = order.fulfillments().stream()
                    .filter(part -> part.status().beforeShipment())
                    .toList();
            return open.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new CancellationReview(
                            "All of order %s that has not shipped is canceled: %s.".formatted(number, goods(open)),
                            back(Refunds.ifCanceled(order, open))));
        }

        /** A whole fulfillment. */
        @Transactional(readOnly = true)
        public Optional<CancellationReview> of(long fulfillment) {
            return open(fulfillment)
                    .map(part -> new CancellationReview(
                            "All of delivery %d is canceled: %s.".formatted(number(part), goods(List.of(part))),
                            back(Refunds.ifCanceled(part.order(), List.of(part)))));
        }

        /** What of a fulfillment is not kept. */
        @Transactional(readOnly = true)
        public Optional<CancellationReview> ofLess(long fulfillment, List<Units> kept) {
            return open(fulfillment).map(part -> {
                var wanted = StaffsOrder.wanted(part);
                var less = kept.stream()
                        .map(keep -> new Units(keep.sku(), wanted.get(keep.sku()) - keep.quantity()))
                        .filter(units -> units.quantity() > 0)
                        .toList();
                var words = less.stream()
                        .map(units -> "%d of %s %s canceled, %s kept"
                                .formatted(
                                        units.quantity(),
                                        units.sku(),
                                        units.quantity() == 1 ? "is" : "are",
                                        left(wanted.get(units.sku()) - units.quantity())))
                        .collect(joining("; "));
                return new CancellationReview(words + ".", back(Refunds.ifLowered(part, less)));
            });
        }

        private Optional<Fulfillment> open(long fulfillment) {
            return fulfillments
                    .findById(fulfillment)
                    .filter(part -> part.status().beforeShipment());
        }

        private static int number(Fulfillment part) {
            Order order = part.order();
            return order.fulfillments().indexOf(part) + 1;
        }

        private static String left(int units) {
            return switch (units) {
                case 0 -> "none is";
                case 1 -> "1 is";
                default -> units + " are";
            };
        }

        private static String goods(List<Fulfillment> parts) {
            var goods = new LinkedHashMap<String, Integer>();
            parts.forEach(
                    part -> StaffsOrder.wanted(part).forEach((sku, units) -> goods.merge(sku, units, Integer::sum)));
            return goods.entrySet().stream()
                    .map((Map.Entry<String, Integer> one) -> "%d of %s".formatted(one.getValue(), one.getKey()))
                    .collect(joining(", "));
        }

        private static String back(Optional<Money> back) {
            return back.map(amount -> amount.isPositive()
                            ? "%s go back to the customer; finance gets a task to refund them.".formatted(amount)
                            : "It costs nothing, so nothing goes back.")
                    .orElse("Nothing was paid, so nothing goes back.");
        }
    }
}
