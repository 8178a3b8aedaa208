package org.forthcoming.processes.trial;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.inventory.Supply;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.Kind;
import org.forthcoming.offers.NewOffer;
import org.forthcoming.offers.Offer.WhenUncovered;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Fulfilling.Decision;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.DeliverTo;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Ordering;
import org.forthcoming.orders.Orders;
import org.forthcoming.orders.Placement;
import org.forthcoming.orders.Questions;
import org.forthcoming.orders.Rights;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Where one story is played: each act is done as the doors of the shop do it, and answers why it was refused. */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Profile(TrialRun.PROFILE)
class Stage {

    private static final String CARRIER = "carrier";

    private final Catalog catalog;
    private final Receiving receiving;
    private final Ordering ordering;
    private final Fulfilling fulfilling;
    private final Questions questions;
    private final Rights rights;
    private final Orders orders;
    private final ShopCalendar calendar;
    private final TransactionTemplate transaction;

    private final List<Long> supplies = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();
    private Story story;
    private LocalDate firstDay;
    private int received;
    private LocalDate newDay;

    Stage(
            Catalog catalog,
            Receiving receiving,
            Ordering ordering,
            Fulfilling fulfilling,
            Questions questions,
            Rights rights,
            Orders orders,
            ShopCalendar calendar,
            TransactionTemplate transaction) {
        this.catalog = catalog;
        this.receiving = receiving;
        this.ordering = ordering;
        this.fulfilling = fulfilling;
        this.questions = questions;
        this.rights = rights;
        this.orders = orders;
        this.calendar = calendar;
        this.transaction = transaction;
    }

    /** Today the shop offers what the story is about, and knows what is on its way. */
    void prepare(Story toPlay) {
        story = toPlay;
        firstDay = calendar.today();
        var goods = story.goods();
        var release = goods.releaseDay() == null ? null : day(goods.releaseDay());
        catalog.put(
                sku(),
                new NewOffer(
                        release == null ? "Desk lamp" : "Illustrated atlas",
                        release == null ? Kind.BACKORDER : Kind.PREORDER,
                        Money.of(CurrencyUnit.EUR, 20),
                        release,
                        null,
                        null,
                        null,
                        WhenUncovered.REJECT,
                        null,
                        null,
                        null,
                        null,
                        null));
        for (var coming : goods.comings()) {
            var reference = "PO-%d-%d".formatted(story.ordinal() + 1, supplies.size() + 1);
            var announced = receiving.announce(reference, sku(), coming.units(), day(coming.day()));
            supplies.add(((Answer.Done<Supply>) announced).value().id());
        }
    }

    /** The order that the story is about. */
    String order() {
        return "TRIAL-" + (story.ordinal() + 1);
    }

    /** The order of a VIP customer, who is a rival in it. */
    private String orderOfVip() {
        return order() + "-VIP";
    }

    /** All orders that were tried to place. */
    List<String> orders() {
        return List.copyOf(numbers);
    }

    /** What tells an order apart from the one that the story is about; empty: it is that one. */
    String mark(String number) {
        return number.equals(orderOfVip()) ? " (VIP)" : "";
    }

    String sku() {
        return (story.goods().releaseDay() == null ? "LAMP-" : "ATLAS-") + (story.ordinal() + 1);
    }

    /** The day that operations know for late goods, if they do. */
    Optional<LocalDate> newDay() {
        return Optional.ofNullable(newDay);
    }

    private <T> List<T> parts(Predicate<Fulfillment> which, Function<Fulfillment, T> what) {
        return numbers.stream()
                .flatMap(number -> parts(number, which, what).stream())
                .toList();
    }

    <T> List<T> parts(String number, Predicate<Fulfillment> which, Function<Fulfillment, T> what) {
        return transaction.execute(now -> orders.findByNumber(number)
                .map(order ->
                        order.fulfillments().stream().filter(which).map(what).toList())
                .orElse(List.of()));
    }

    // What the customer does -----------------------------------------------------------------------------------------

    Optional<String> order(Story.Customer customer, int units) {
        return order(order(), "trial", customer, units, false);
    }

    /** A VIP customer's, as the handbook has the shop's system say it. */
    Optional<String> orderAsVip(Story.Customer customer, int units) {
        return order(orderOfVip(), "vip", customer, units, false);
    }

    Optional<String> orderInParts(Story.Customer customer, int units) {
        return order(order(), "trial", customer, units, true);
    }

    private Optional<String> order(String number, String channel, Story.Customer customer, int units, boolean partial) {
        numbers.add(number);
        var german = customer == Story.Customer.GERMAN;
        var email = number.toLowerCase(Locale.ROOT) + "@example.org";
        var placement = ordering.place(new NewOrder(
                number,
                channel,
                german ? new Customer("Jana Berg", email, "DE", "de") : new Customer("Jane Hill", email, "US", "en"),
                german
                        ? new DeliverTo("Jana Berg", "Hafengasse 12", "20095", "Hamburg", null, "DE")
                        : new DeliverTo("Jane Hill", "12 Harbor Lane", "04101", "Portland", "ME", "US"),
                partial,
                null,
                List.of(new NewLine(sku(), units, null)),
                null,
                true));
        return placement instanceof Placement.Refused refused
                ? Optional.of(refused.refusals().stream()
                        .map(Placement.Refusal::sentence)
                        .collect(joining(" ")))
                : Optional.empty();
    }

    Optional<String> decide(Decision decision) {
        return each(part -> true, id -> fulfilling.decide(id, decision, Fulfilling.CUSTOMER));
    }

    Optional<String> cancel() {
        return each(
                part -> part.status().beforeShipment(),
                id -> fulfilling.cancel(id, List.of(), null, Fulfilling.CUSTOMER));
    }

    Optional<String> lowerTo(int units) {
        return each(part -> true, id -> fulfilling.lowerTo(id, sku(), units, Fulfilling.CUSTOMER));
    }

    Optional<String> ask(String question) {
        return each(part -> true, id -> questions.ask(id, question));
    }

    Optional<String> withdraw() {
        return each(part -> true, rights::withdraw);
    }

    Optional<String> rate(int stars, String comment) {
        return each(part -> true, id -> fulfilling.giveFeedback(id, stars, comment, Fulfilling.CUSTOMER));
    }

    // What suppliers, carriers and operations do ---------------------------------------------------------------------

    /** The next supply arrives, all of it. */
    Optional<String> receive() {
        var coming = story.goods().comings().get(received);
        return refusal(receiving.receive(supplies.get(received++), coming.units(), null));
    }

    Optional<String> slip(int day, String reason) {
        return slip(Optional.of(day(day)), reason);
    }

    /** Nobody knows when it comes any more. */
    Optional<String> slip(String reason) {
        return slip(Optional.empty(), reason);
    }

    private Optional<String> slip(Optional<LocalDate> newDay, String reason) {
        return refusal(receiving.change(supplies.get(received), newDay, null, reason));
    }

    /** When they are asked, operations are going to promise this day. */
    Optional<String> willDecideOn(int day) {
        newDay = day(day);
        return Optional.empty();
    }

    Optional<String> deliver() {
        return each(
                part -> part.shippedAt().isPresent() && part.deliveredOn().isEmpty(),
                id -> fulfilling.deliver(id, CARRIER));
    }

    // ----------------------------------------------------------------------------------------------------------------

    private LocalDate day(int day) {
        return firstDay.plusDays(day);
    }

    private Optional<String> each(Predicate<Fulfillment> which, LongFunction<Answer<?>> act) {
        var parts = parts(which, Fulfillment::id);
        return parts.isEmpty()
                ? Optional.of("There is nothing of which that could be said.")
                : parts.stream().flatMap(id -> refusal(act.apply(id)).stream()).findFirst();
    }

    private static Optional<String> refusal(Answer<?> answer) {
        return answer instanceof Answer.Refused<?> refused ? Optional.of(refused.sentence()) : Optional.empty();
    }
}
