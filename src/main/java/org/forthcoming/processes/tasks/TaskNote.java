package org.forthcoming.processes.tasks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Order;

/** What a user task's form shows, as Markdown. Kept in one variable: each costs rows with every order. */
class TaskNote {

    /** A variable's text holds 4,000 characters; what does not fit is on the order's page. */
    private static final int MOST = 3800;

    private static final int MOST_LINES = 30;

    private final StringBuilder text = new StringBuilder();

    TaskNote fact(String name, String value) {
        return add("**%s:** %s  \n".formatted(name, plain(value)));
    }

    /** With a link to all that is known of it, and who bought. */
    TaskNote order(Order order) {
        var page = "/operations/orders/" + URLEncoder.encode(order.number(), StandardCharsets.UTF_8);
        return add("**Order:** [%s](%s)  \n".formatted(plain(order.number()), page))
                .fact("Customer", order.customerName() + ", " + order.customerEmail());
    }

    /** With a link to all that wait for it. */
    TaskNote sku(String sku) {
        var page = "/operations/orders?waitingFor=" + URLEncoder.encode(sku, StandardCharsets.UTF_8);
        return add("**SKU:** %s, [who waits for it](%s)  \n".formatted(plain(sku), page));
    }

    TaskNote heading(String name) {
        return add("\n**%s**\n\n".formatted(name));
    }

    TaskNote item(String when, String what) {
        return add("- %s: %s\n".formatted(when, plain(what)));
    }

    TaskNote deliverTo(Order order) {
        var lines = order.deliverTo();
        return fact("Deliver to", lines.isEmpty() ? "the address is with the shop" : String.join(", ", lines));
    }

    TaskNote promise(Fulfillment fulfillment) {
        return fact("Promised to ship by", day(fulfillment.promisedOn()))
                .factIf(
                        !fulfillment.originallyPromisedOn().equals(fulfillment.promisedOn()),
                        "Promised with the order",
                        day(fulfillment.originallyPromisedOn()));
    }

    private TaskNote factIf(boolean told, String name, String value) {
        return told ? fact(name, value) : this;
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(Object::toString).orElse("no date");
    }

    TaskNote shipment(Fulfillment fulfillment) {
        return factIf(
                fulfillment.shippedAt().isPresent(),
                "Shipped",
                fulfillment.carrier().orElse("") + ", "
                        + fulfillment.trackingNumber().orElse("")
                        + fulfillment
                                .deliveredOn()
                                .map(", delivered on %s"::formatted)
                                .orElse(""));
    }

    TaskNote goods(Fulfillment fulfillment) {
        var lines = new ArrayList<>(fulfillment.wantedLines());
        add("\n| Units | SKU | Goods | Price |\n|---:|---|---|---:|\n");
        for (var line : lines.subList(0, Math.min(lines.size(), MOST_LINES))) {
            add("| %d | %s | %s | %s |\n"
                    .formatted(line.quantity(), plain(line.sku()), plain(line.title()), line.total()));
        }
        // What follows at once would become a row of the table.
        return lines.size() > MOST_LINES
                ? add("\n… and %d more lines, see the order's page.\n\n".formatted(lines.size() - MOST_LINES))
                : add("\n");
    }

    TaskNote quote(String words) {
        return add("\n> " + plain(words).replace("\n", "\n> ") + "\n\n");
    }

    /** What does not fit is cut, so that at least its beginning is read. */
    private TaskNote add(String more) {
        var left = MOST - text.length();
        text.append(more.length() <= left ? more : left > 0 ? more.substring(0, left - 1) + "…" : "");
        return this;
    }

    /** Customers' words must not become markup. */
    private static String plain(String value) {
        return value.replaceAll("([\\\\`*_{}\\[\\]<>()#+!|~&])", "\\\\$1").replaceAll("\\s+", " ");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
