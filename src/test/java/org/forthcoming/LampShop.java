package org.forthcoming;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.inventory.Supply;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.Kind;
import org.forthcoming.offers.NewOffer;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Order;
import org.forthcoming.orders.Ordering;
import org.forthcoming.orders.Placement.Placed;
import org.joda.money.Money;

/** A shop whose lamps are sold out and on their way; whatever is so in it came about as it does in a real one. */
public class LampShop {

    private static final AtomicInteger LAMPS = new AtomicInteger();

    private final Catalog catalog;
    private final Receiving receiving;
    private final Ordering ordering;
    private final ShopCalendar calendar;

    LampShop(Catalog catalog, Receiving receiving, Ordering ordering, ShopCalendar calendar) {
        this.catalog = catalog;
        this.receiving = receiving;
        this.ordering = ordering;
        this.calendar = calendar;
    }

    /** A lamp for which nobody else waits, and its supply. */
    public record Lamp(String sku, Supply supply) {}

    public Lamp lamp(int units, int expectedInDays) {
        var sku = "LAMP-" + LAMPS.incrementAndGet();
        done(catalog.put(
                sku,
                new NewOffer(
                        "Desk lamp",
                        Kind.BACKORDER,
                        Money.parse("EUR 20.00"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)));
        var expectedOn = calendar.today().plusDays(expectedInDays);
        return new Lamp(sku, done(receiving.announce("PO-" + sku, sku, units, expectedOn)));
    }

    /** The mail address is the customer's first name and the order's number. */
    public Order order(Lamp lamp, int units, String customer, String country) {
        return order(lamp, units, customer, country, true);
    }

    /** It is still to be paid. */
    public Order unpaid(Lamp lamp, int units, String customer, String country) {
        return order(lamp, units, customer, country, false);
    }

    private Order order(Lamp lamp, int units, String customer, String country, boolean paid) {
        var number = "B-" + lamp.sku() + "-" + customer.replace(" ", "");
        var email = "%s-%s@example.org".formatted(customer.split(" ")[0], number);
        var placement = ordering.place(new NewOrder(
                number,
                null,
                new Customer(customer, email, country, "en"),
                null,
                null,
                null,
                List.of(new NewLine(lamp.sku(), units, null)),
                null,
                paid));
        return ((Placed) placement).order();
    }

    public void slips(Lamp lamp, int expectedInDays, String reason) {
        var expectedOn = calendar.today().plusDays(expectedInDays);
        done(receiving.change(lamp.supply().id(), Optional.of(expectedOn), null, reason));
    }

    private static <T> T done(Answer<T> answer) {
        return ((Answer.Done<T>) answer).value();
    }
}
