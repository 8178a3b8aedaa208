package org.forthcoming.processes.tasks;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Order;
import org.forthcoming.orders.Proof;
import org.forthcoming.orders.ProofEntry;
import org.forthcoming.orders.ProofEntry.What;
import org.springframework.stereotype.Component;

/** Begins the note of a user task with what everybody needs who works on an order, and ends it with what happened so far. */
@Component
class TaskNotes {

    private static final Set<What> TOLD = EnumSet.of(
            What.PROMISED,
            What.RE_PROMISED,
            What.NOTIFIED,
            What.ANSWERED,
            What.CHANGED,
            What.CANCELED,
            What.PERIOD_SET);

    /** What is older is on the order's page. */
    private static final int MOST_ENTRIES = 12;

    private static final Pattern NOTICE = Pattern.compile("\\(([A-Z_]+)\\)");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);

    private final Proof proof;
    private final ShopCalendar calendar;

    TaskNotes(Proof proof, ShopCalendar calendar) {
        this.proof = proof;
        this.calendar = calendar;
    }

    TaskNote about(Order order) {
        return new TaskNote()
                .order(order)
                .fact("Ordered on", calendar.dayOf(order.placedAt()).toString());
    }

    String payment(Order order) {
        return order.settled() ? "paid" : order.toBePaid() + " still to be paid";
    }

    /** What the customer was promised, was told and said, the newest last; what came later is on the order's page. */
    TaskNote history(TaskNote note, Fulfillment fulfillment) {
        var entries = proof.findByFulfillmentIdOrderById(fulfillment.id()).stream()
                .filter(entry -> TOLD.contains(entry.what()))
                .toList();
        note.heading("Promised and told until " + minute(calendar.now()));
        entries.subList(Math.max(0, entries.size() - MOST_ENTRIES), entries.size())
                .forEach(entry -> note.item(minute(entry.at()), words(entry)));
        return note;
    }

    private String minute(Instant instant) {
        return MINUTE.format(instant.atZone(calendar.zone()));
    }

    /** A mail by what it was about: its number is of no use here. */
    private static String words(ProofEntry entry) {
        var notice = NOTICE.matcher(entry.details());
        return entry.what() == What.NOTIFIED && notice.find()
                ? "Mail: " + notice.group(1).replace('_', ' ').toLowerCase(Locale.ROOT)
                : entry.details();
    }
}
