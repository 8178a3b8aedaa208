package org.forthcoming.operations;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A mass act as staff sees it: what it does to whom, how far it is, and what became of each.
 *
 * @param needsAnother whether somebody else than who prepared it has to start it
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
            return book.findByOrderByIdDesc(PageRequest.of(page, 50)).map(act -> worded(act, Page.empty()));
        }

        @Transactional(readOnly = true)
        public Optional<StaffsMassAct> find(long id, int page) {
            return book.findById(id).map(act -> worded(act, touched(act, page)));
        }

        private Page<One> touched(MassAct act, int page) {
            var some = book.touchedBy(act.id(), PageRequest.of(page, A_PAGE));
            var ids = some.map(Touched::fulfillmentId).getContent();
            var byId = fulfillments.findByIdIn(ids).stream()
                    .collect(Collectors.toMap(Fulfillment::id, Function.identity()));
            var foreseen = acts.foreseen(act, ids);
            return some.map(one -> worded(one, byId.get(one.fulfillmentId()), foreseen.get(one.fulfillmentId())));
        }

        private static One worded(Touched one, Fulfillment fulfillment, String foreseen) {
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
                    one.words().orElse(foreseen));
        }

        private StaffsMassAct worded(MassAct act, Page<One> some) {
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
