package org.forthcoming.operations;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.communication.CustomerLink;
import org.forthcoming.communication.Mails;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.Inventory.Reserved;
import org.forthcoming.inventory.Queues;
import org.forthcoming.orders.Delay;
import org.forthcoming.orders.Delays;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.Line;
import org.forthcoming.orders.Order;
import org.forthcoming.orders.Orders;
import org.forthcoming.orders.Proof;
import org.forthcoming.orders.RefundBook;
import org.forthcoming.processes.Diagrams;
import org.forthcoming.processes.Incidents;
import org.forthcoming.processes.OpenTasks;
import org.joda.money.CurrencyUnit;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * An order as staff sees it: all that is known of it on one page, times where the shop is.
 *
 * @param customerPage the customer's own page; null for those who may not act as the customer
 * @param besides what runs for the order besides its fulfillments, such as a question
 * @param toBePaid null: nothing
 * @param amountToBePaid the same without its currency
 * @param cancelable whether anything of it has neither shipped nor been canceled
 */
record StaffsOrder(
        String number,
        String status,
        String customer,
        String email,
        String country,
        String channel,
        String placedAt,
        String deliverTo,
        String total,
        String toBePaid,
        String amountToBePaid,
        String today,
        boolean cancelable,
        String customerPage,
        List<Part> parts,
        List<Drawn> besides,
        List<ListedTask> tasks,
        List<ListedIncident> incidents,
        List<ListedMail> mails) {

    /**
     * A fulfillment.
     *
     * @param asked what the customer is asked about a delay; null: nothing
     * @param askedVersion the promise that this is about
     * @param unitsAhead units that are served before it
     * @param wanted units by SKU
     */
    record Part(
            long id,
            int number,
            String status,
            String tone,
            boolean beforeShipment,
            boolean waits,
            boolean readyToShip,
            boolean shipped,
            String lawProfile,
            String promised,
            String expected,
            String first,
            String release,
            String shipment,
            String delivered,
            String asked,
            Integer askedVersion,
            boolean asksForFeedback,
            String feedback,
            int unitsAhead,
            List<InTheWay> inTheWay,
            List<Goods> goods,
            Map<String, Integer> wanted,
            List<Counts> counts,
            List<Drawn> processes,
            List<String> refunds,
            List<Entry> proof) {}

    /** Units of a fulfillment that are still wanted, by SKU. */
    static Map<String, Integer> wanted(Fulfillment part) {
        return part.wantedLines().stream().collect(toMap(Line::sku, Line::quantity, Integer::sum, LinkedHashMap::new));
    }

    /** In words what is served before it of a SKU, and the orders directly before it. */
    record InTheWay(String sku, String why, List<Nearest> nearest) {}

    record Nearest(String number, String words) {}

    record Goods(String sku, String title, int ordered, int wanted, int allocated, String price) {}

    /** Units that count on something, and the day it is expected. */
    record Counts(String sku, int units, String on, String expected) {}

    record Entry(String at, String what, String by, String details) {}

    /** Gathers it. */
    @Component
    static class Desk {

        private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);

        private static final int NEAREST = 3;
        private static final int MOST_INCIDENTS = 20;

        private final Orders orders;
        private final Fulfillments fulfillments;
        private final Inventory inventory;
        private final Delays delays;
        private final Proof proof;
        private final RefundBook refunds;
        private final Mails mails;
        private final ListedMail.Formats formats;
        private final CustomerLink link;
        private final Diagrams diagrams;
        private final OpenTasks tasks;
        private final Incidents incidents;
        private final ListedIncident.Formats incidentFormats;
        private final Queues queues;
        private final ShopCalendar calendar;

        Desk(
                Orders orders,
                Fulfillments fulfillments,
                Inventory inventory,
                Delays delays,
                Proof proof,
                RefundBook refunds,
                Mails mails,
                ListedMail.Formats formats,
                CustomerLink link,
                Diagrams diagrams,
                OpenTasks tasks,
                Incidents incidents,
                ListedIncident.Formats incidentFormats,
                Queues queues,
                ShopCalendar calendar) {
            this.orders = orders;
            this.fulfillments = fulfillments;
            this.inventory = inventory;
            this.delays = delays;
            this.proof = proof;
            this.refunds = refunds;
            this.mails = mails;
            this.formats = formats;
            this.link = link;
            this.diagrams = diagrams;
            this.tasks = tasks;
            this.incidents = incidents;
            this.incidentFormats = incidentFormats;
            this.queues = queues;
            this.calendar = calendar;
        }

        /** An order in a list. */
        record Found(String number, String status, String customer, String email, String placedOn) {}

        @Transactional(readOnly = true)
        public List<Found> search(String text, int most) {
            return listed(orders.search(text, most));
        }

        @Transactional(readOnly = true)
        public List<Found> waitingFor(String sku, int most) {
            return listed(orders.waitingFor(sku, Limit.of(most)));
        }

        private List<Found> listed(List<Order> found) {
            return found.stream()
                    .map(order -> new Found(
                            order.number(),
                            ListedMail.Formats.words(order.status()),
                            order.customerName(),
                            order.customerEmail(),
                            DAY.format(calendar.dayOf(order.placedAt()))))
                    .toList();
        }

        /**
         * Whether there is such an order, and the fulfillment is one of its.
         *
         * @param fulfillment null: any
         */
        @Transactional(readOnly = true)
        public boolean has(String number, Long fulfillment) {
            return orders.findByNumber(number)
                    .filter(order -> fulfillment == null
                            || order.fulfillments().stream().anyMatch(part -> part.id() == fulfillment))
                    .isPresent();
        }

        CurrencyUnit currency(String number) {
            return orders.findByNumber(number).orElseThrow().currency();
        }

        /** Units of a fulfillment that are still wanted, by SKU. */
        @Transactional(readOnly = true)
        public Map<String, Integer> wanted(long fulfillment) {
            return StaffsOrder.wanted(fulfillments.findById(fulfillment).orElseThrow());
        }

        /** Whether the customer is asked about a delay, and about this promise, if one is given. */
        @Transactional(readOnly = true)
        public boolean asks(long fulfillment, Integer promiseVersion) {
            return delays.open(fulfillments.findById(fulfillment).orElseThrow())
                    .filter(delay -> promiseVersion == null || promiseVersion >= delay.promiseVersion())
                    .isPresent();
        }

        @Transactional(readOnly = true)
        public Optional<StaffsOrder> find(String number, boolean withLink, Predicate<String> isInGroup) {
            return orders.findByNumber(number).map(order -> worded(order, withLink, isInGroup));
        }

        private StaffsOrder worded(Order order, boolean withLink, Predicate<String> isInGroup) {
            var ids = order.fulfillments().stream().map(Fulfillment::id).toList();
            var reserved = inventory.reserved(ids);
            var ahead = inventory.unitsAhead(ids);
            var pegs = inventory.pegs(ids);
            return new StaffsOrder(
                    order.number(),
                    ListedMail.Formats.words(order.status()),
                    order.customerName(),
                    order.customerEmail(),
                    order.country(),
                    order.channel().orElse(null),
                    formats.minute(order.placedAt()),
                    String.join(", ", order.deliverTo()),
                    order.total().toString(),
                    order.toBePaid().isZero() ? null : order.toBePaid().toString(),
                    order.toBePaid().getAmount().toPlainString(),
                    calendar.today().toString(),
                    order.fulfillments().stream().anyMatch(part -> part.status().beforeShipment()),
                    withLink ? link.page(order) : null,
                    order.fulfillments().stream()
                            .map(part -> part(part, reserved, ahead, pegs))
                            .toList(),
                    diagrams.besides(order.number()).stream().map(Drawn::of).toList(),
                    tasks.of(order.number(), waitsFor(order)).stream()
                            .map(task ->
                                    ListedTask.of(task, task.groups().stream().anyMatch(isInGroup), formats))
                            .toList(),
                    incidentFormats.listed(incidents.ofOrder(order.number(), MOST_INCIDENTS)),
                    mails.findByOrderNumberOrderById(order.number()).stream()
                            .map(formats::listed)
                            .toList());
        }

        private static Set<String> waitsFor(Order order) {
            return order.fulfillments().stream()
                    .filter(part -> part.status().beforeShipment() && !part.allocated())
                    .flatMap(part -> part.lines().stream())
                    .map(Line::sku)
                    .collect(toSet());
        }

        private static InTheWay worded(Queues.Way way) {
            return new InTheWay(
                    way.sku(),
                    way.ahead().stream()
                            .map(ahead -> "%s of %s %s"
                                    .formatted(
                                            counted(ahead.units(), "unit"),
                                            counted(ahead.claims(), "order"),
                                            worded(ahead.why())))
                            .collect(joining("; ")),
                    way.nearest().stream()
                            .map(near -> new Nearest(
                                    near.number(),
                                    "%s, %s".formatted(counted(near.units(), "unit"), worded(near.why()))))
                            .toList());
        }

        private Part part(
                Fulfillment part,
                Map<Long, List<Reserved>> reserved,
                Map<Long, Integer> ahead,
                Map<Long, List<Inventory.Peg>> pegs) {
            var question = delays.open(part);
            var waits = part.status().beforeShipment() && !part.allocated();
            return new Part(
                    part.id(),
                    part.order().fulfillments().indexOf(part) + 1,
                    ListedMail.Formats.words(part.status()),
                    switch (part.status()) {
                        case PLACED, AWAITING_STOCK -> "";
                        case DELAYED, CANCEL_OFFERED -> "warm";
                        case READY_TO_SHIP, SHIPPED, FEEDBACK_REQUESTED, COMPLETED -> "good";
                        case CANCELED, REJECTED -> "quiet";
                    },
                    part.status().beforeShipment(),
                    waits,
                    part.status() == FulfillmentStatus.READY_TO_SHIP,
                    part.shippedAt().isPresent(),
                    part.lawProfile().name(),
                    day(part.promisedOn()),
                    part.status().beforeShipment() ? day(part.expectedOn()) : null,
                    part.originallyPromisedOn().equals(part.promisedOn()) ? null : day(part.originallyPromisedOn()),
                    part.releaseOn().map(DAY::format).orElse(null),
                    part.shippedAt()
                            .map(at -> "%s, %s, %s"
                                    .formatted(
                                            part.carrier().orElse(""),
                                            part.trackingNumber().orElse(""),
                                            formats.minute(at)))
                            .orElse(null),
                    part.deliveredOn().map(DAY::format).orElse(null),
                    question.map(delay -> "%s Without an answer by the end of %s: %s."
                                    .formatted(
                                            delay.revisedOn()
                                                    .map(day -> "Whether to wait until " + DAY.format(day) + ".")
                                                    .orElse("Whether to wait without a day."),
                                            DAY.format(delay.lastDay(calendar.zone())
                                                    .orElseThrow()),
                                            delay.silence() == Delay.Silence.CANCEL ? "canceled" : "agreed"))
                            .orElse(null),
                    question.map(Delay::promiseVersion).orElse(null),
                    part.status() == FulfillmentStatus.FEEDBACK_REQUESTED
                            && part.rating().isEmpty(),
                    part.rating()
                            .map(rating -> "%d of 5. %s"
                                    .formatted(rating, part.comment().orElse("")))
                            .orElse(null),
                    waits ? ahead.getOrDefault(part.id(), 0) : 0,
                    waits
                            ? queues.inTheWayOf(part.id(), NEAREST).stream()
                                    .map(Desk::worded)
                                    .toList()
                            : List.of(),
                    part.lines().stream()
                            .map(line -> new Goods(
                                    line.sku(),
                                    line.title(),
                                    line.ordered(),
                                    line.quantity(),
                                    reserved.getOrDefault(part.id(), List.of()).stream()
                                            .filter(claim -> claim.sku().equals(line.sku()))
                                            .mapToInt(Reserved::allocated)
                                            .sum(),
                                    line.unitPrice().toString()))
                            .toList(),
                    StaffsOrder.wanted(part),
                    pegs.getOrDefault(part.id(), List.of()).stream()
                            .map(peg -> new Counts(
                                    peg.sku(),
                                    peg.units(),
                                    peg.supply() == null ? "units on hand" : peg.supply(),
                                    peg.supply() == null ? "here" : day(Optional.ofNullable(peg.expectedOn()))))
                            .toList(),
                    part.processInstanceId().map(diagrams::standing).orElse(List.of()).stream()
                            .map(Drawn::of)
                            .toList(),
                    refunds.findByFulfillmentIdOrderById(part.id()).stream()
                            .map(refund -> refund.refundedOn()
                                    .map(day -> "%s, refunded on %s".formatted(refund.amount(), DAY.format(day)))
                                    .orElseGet(() -> "%s, due by %s".formatted(refund.amount(), day(refund.dueOn()))))
                            .toList(),
                    proof.findByFulfillmentIdOrderById(part.id()).stream()
                            .map(entry -> new Entry(
                                    formats.minute(entry.at()),
                                    ListedMail.Formats.words(entry.what()),
                                    entry.by(),
                                    entry.details()))
                            .toList());
        }

        private static String counted(int count, String thing) {
            return count + " " + thing + (count == 1 ? "" : "s");
        }

        private static String worded(Queues.Why why) {
            return switch (why) {
                case PINNED -> "pinned to the front";
                case PRIORITY -> "of higher priority";
                case PLACED_EARLIER -> "placed earlier";
            };
        }

        private static String day(Optional<LocalDate> day) {
            return day.map(DAY::format).orElse("no day");
        }
    }
}
