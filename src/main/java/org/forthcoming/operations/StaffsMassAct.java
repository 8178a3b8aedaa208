package org.forthcoming.operations;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.MassAct;
import org.forthcoming.orders.MassAct.State;
import org.forthcoming.orders.MassActBook;
import org.forthcoming.orders.MassActs;
import org.forthcoming.orders.Touched;
import org.forthcoming.orders.Touched.Outcome;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A mass act as staff sees it: what it does to whom, how far it is, and what became of each.
 *
 * @param needsAnother whether somebody else than who prepared it has to start it
 * @param wouldNot how many of those that were looked at it would not touch as things stand; before it is started
 * @param lookedAt at how many was looked for that
 * @param one a page of those whom it touches
 */
record StaffsMassAct(
        long id,
        MassAct.Kind kind,
        String what,
        String whom,
        String told,
        String subject,
        State state,
        String tone,
        String prepared,
        String settled,
        String ended,
        String preparedBy,
        boolean needsAnother,
        int deliveries,
        int orders,
        int done,
        int refused,
        int wouldNot,
        int lookedAt,
        Page<One> one) {

    // Public because templates see nothing else.
    public int percent() {
        return deliveries == 0 ? 100 : 100 * (done + refused) / deliveries;
    }

    /** One of those whom it touches. */
    record One(
            String order,
            String customer,
            String delivery,
            String status,
            String promised,
            String outcome,
            String tone,
            String words) {}

    /** Gathers it. */
    @Component
    static class Desk {

        private static final int A_PAGE = 100;
        private static final int REPORTED_AT_ONCE = 500;

        /** So many of a prepared act are judged to tell how many it would not touch; thousands take too long for a page. */
        private static final int LOOKED_AT = 1_000;

        private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);

        private final MassActBook book;
        private final MassActs acts;
        private final Fulfillments fulfillments;
        private final ListedMail.Formats formats;

        Desk(MassActBook book, MassActs acts, Fulfillments fulfillments, ListedMail.Formats formats) {
            this.book = book;
            this.acts = acts;
            this.fulfillments = fulfillments;
            this.formats = formats;
        }

        @Transactional(readOnly = true)
        public Page<StaffsMassAct> list(int page) {
            return book.findByOrderByIdDesc(PageRequest.of(page, 50)).map(act -> worded(act, 0, 0, Page.empty()));
        }

        /** With a page of those whom it touches; of one outcome, if one is given. */
        @Transactional(readOnly = true)
        public Optional<StaffsMassAct> find(long id, Outcome only, int page) {
            return book.findById(id).map(act -> {
                var some = touched(act, only, PageRequest.of(page, A_PAGE));
                if (act.state() != State.PREPARED) {
                    return worded(act, 0, 0, some);
                }
                var first = book.touchedBy(id, PageRequest.of(0, LOOKED_AT))
                        .map(Touched::fulfillmentId)
                        .getContent();
                var wouldNot = (int) acts.foreseen(act, first).values().stream()
                        .filter(foreseen -> !foreseen.done())
                        .count();
                return worded(act, wouldNot, first.size(), some);
            });
        }

        /** What became of all whom it touches, a line each after a line of headings, as a table of comma-separated values. */
        @Transactional(readOnly = true)
        public Optional<String> report(long id) {
            return book.findById(id).map(act -> {
                var lines = new ArrayList<String>();
                lines.add(line("Order", "Customer", "Delivery", "Status", "Promised", "Outcome", "In words"));
                for (var next = (Pageable) PageRequest.of(0, REPORTED_AT_ONCE); next.isPaged(); ) {
                    var page = touched(act, null, next);
                    page.forEach(one -> lines.add(line(
                            one.order, one.customer, one.delivery, one.status, one.promised, one.outcome, one.words)));
                    next = page.nextPageable();
                }
                return String.join("\r\n", lines) + "\r\n";
            });
        }

        /** What begins like a formula would be computed by spreadsheets, so it is marked as text. */
        private static String line(String... cells) {
            return Stream.of(cells)
                    .map(cell -> cell.matches("(?s)[=+\\-@\t\r].*") ? "'" + cell : cell)
                    .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                    .collect(Collectors.joining(","));
        }

        private Page<One> touched(MassAct act, Outcome only, Pageable page) {
            var some = only == null ? book.touchedBy(act.id(), page) : book.touchedBy(act.id(), only, page);
            var ids = some.map(Touched::fulfillmentId).getContent();
            var byId = fulfillments.findByIdIn(ids).stream()
                    .collect(Collectors.toMap(Fulfillment::id, Function.identity()));
            var toCome = some.filter(one -> one.outcome().isEmpty())
                    .map(Touched::fulfillmentId)
                    .toList();
            var foreseen = acts.foreseen(act, toCome);
            return some.map(one -> worded(
                    one,
                    byId.get(one.fulfillmentId()),
                    one.words()
                            .orElseGet(() -> foreseen.get(one.fulfillmentId()).words())));
        }

        private static One worded(Touched one, Fulfillment fulfillment, String words) {
            var order = fulfillment.order();
            return new One(
                    order.number(),
                    order.customerName(),
                    "%d of %d"
                            .formatted(
                                    order.fulfillments().indexOf(fulfillment) + 1,
                                    order.fulfillments().size()),
                    ListedMail.Formats.words(fulfillment.status()),
                    fulfillment.promisedOn().map(DAY::format).orElse("no day"),
                    one.outcome()
                            .map(outcome -> outcome == Outcome.DONE ? "Done" : "Not done")
                            .orElse("To come"),
                    one.outcome()
                            .map(outcome -> outcome == Outcome.DONE ? "good" : "warm")
                            .orElse("quiet"),
                    words);
        }

        private StaffsMassAct worded(MassAct act, int wouldNot, int lookedAt, Page<One> some) {
            return new StaffsMassAct(
                    act.id(),
                    act.kind(),
                    what(act),
                    act.sku().map("All that has %s"::formatted).orElse("Chosen orders"),
                    act.message().or(act::reason).orElse(null),
                    act.subject().orElse(null),
                    act.state(),
                    switch (act.state()) {
                        case PREPARED, RUNNING -> "warm";
                        case DONE -> "good";
                        case WITHDRAWN -> "quiet";
                    },
                    "%s, %s".formatted(act.preparedBy(), formats.minute(act.preparedAt())),
                    act.settledBy()
                            .map(by -> "%s, %s"
                                    .formatted(
                                            by, formats.minute(act.settledAt().orElseThrow())))
                            .orElse(null),
                    act.endedAt().map(formats::minute).orElse(null),
                    act.preparedBy(),
                    acts.needsAnother(act),
                    book.count(act.id(), null),
                    book.orders(act.id()),
                    book.count(act.id(), Outcome.DONE),
                    book.count(act.id(), Outcome.REFUSED),
                    wouldNot,
                    lookedAt,
                    some);
        }

        private static String what(MassAct act) {
            return switch (act.kind()) {
                case CANCEL -> "Cancel";
                case RE_PROMISE ->
                    act.promisedOn()
                            .map((LocalDate day) -> "Re-promise for " + DAY.format(day))
                            .orElse("Tell that there is no day");
                case WRITE -> "Write";
            };
        }
    }
}
