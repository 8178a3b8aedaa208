package org.forthcoming.storefront;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.forthcoming.calendar.ClockAdvance;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.communication.CustomerLink;
import org.forthcoming.communication.InWords;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Mails;
import org.forthcoming.communication.Notice;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.DeliverTo;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Order;
import org.forthcoming.orders.Ordering;
import org.forthcoming.orders.Placement;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Leads a newcomer through the life of a sample order; each step is what the API does too. */
@Component
@Profile("!production")
class Tour {

    private static final String CHANNEL = "start-page";
    private static final int KETTLES = 2;
    private static final Duration UNTIL_FEEDBACK = Duration.ofDays(10);

    private final SampleCatalog catalog;
    private final SampleOrders samples;
    private final Ordering ordering;
    private final Fulfilling fulfilling;
    private final Inventory inventory;
    private final Receiving receiving;
    private final Mails mails;
    private final CustomerLink link;
    private final ClockAdvance clock;
    private final ShopCalendar calendar;

    Tour(
            SampleCatalog catalog,
            SampleOrders samples,
            Ordering ordering,
            Fulfilling fulfilling,
            Inventory inventory,
            Receiving receiving,
            Mails mails,
            CustomerLink link,
            ClockAdvance clock,
            ShopCalendar calendar) {
        this.catalog = catalog;
        this.samples = samples;
        this.ordering = ordering;
        this.fulfilling = fulfilling;
        this.inventory = inventory;
        this.receiving = receiving;
        this.mails = mails;
        this.link = link;
        this.clock = clock;
        this.calendar = calendar;
    }

    /**
     * How far the newest sample order has come.
     *
     * @param page the customer's page
     * @param goods what waits for stock, in words: the part of the order that the steps are about
     * @param confirmation the confirming mail's id; null until it was written
     * @param request the mail's id that asks for feedback; null until it was written
     * @param feedbackPage the customer's page with the rating opened
     * @param busy whether something is about to happen by itself
     */
    record Stage(
            String number,
            String page,
            String goods,
            String promises,
            FulfillmentStatus status,
            Long confirmation,
            Long request,
            String feedbackPage,
            Integer rating,
            boolean received,
            boolean shipped,
            boolean asked,
            boolean canceled,
            boolean busy) {

        /** The step that comes next, counted from 1; 7 when all are done. */
        public int next() {
            if (canceled) {
                return 1;
            }
            var done = new boolean[] {true, confirmation != null, received, shipped, asked, rating != null};
            for (int i = 0; i < done.length; i++) {
                if (!done[i]) {
                    return i + 1;
                }
            }
            return done.length + 1;
        }
    }

    @Transactional(readOnly = true)
    Optional<Stage> stage() {
        return samples.findFirstByChannelOrderByIdDesc(CHANNEL).map(this::stage);
    }

    private Stage stage(Order order) {
        var part = main(order);
        var written = mails.findByOrderNumberOrderById(order.number());
        var request = mail(written, Notice.FEEDBACK_REQUESTED);
        return new Stage(
                order.number(),
                link.page(order),
                words(part),
                order.fulfillments().stream()
                        .map(one -> words(one)
                                + one.promisedOn()
                                        .map(day -> " by " + new InWords(Locale.ENGLISH).day(day))
                                        .orElse(""))
                        .collect(Collectors.joining("; ")),
                part.status(),
                mail(written, Notice.ORDER_CONFIRMED),
                request,
                link.feedbackPage(part, 5),
                part.rating().orElse(null),
                part.allocated() || part.shippedAt().isPresent(),
                part.shippedAt().isPresent(),
                request != null || part.status() == FulfillmentStatus.COMPLETED,
                part.status().withoutShipment(),
                part.status() == FulfillmentStatus.PLACED
                        || part.status() == FulfillmentStatus.FEEDBACK_REQUESTED && request == null
                        || written.stream().anyMatch(mail -> mail.status() == Mail.Status.QUEUED));
    }

    private static Long mail(List<Mail> written, Notice notice) {
        return written.stream()
                .filter(mail -> mail.notice() == notice && mail.sentAt().isPresent())
                .map(Mail::id)
                .findFirst()
                .orElse(null);
    }

    /** The part of the order that has the kettles. */
    private static Fulfillment main(Order order) {
        return order.fulfillments().stream()
                .filter(part ->
                        part.lines().stream().anyMatch(line -> line.sku().equals(SampleCatalog.KETTLE)))
                .findFirst()
                .orElseThrow();
    }

    private static String words(Fulfillment part) {
        return part.wantedLines().stream()
                .map(line -> line.quantity() + " × " + line.title())
                .collect(Collectors.joining(", "));
    }

    /** Places a sample order whose customer reads this language; a sentence when it was refused. */
    Optional<String> place(String language) {
        catalog.keepKettlesComing(KETTLES);
        var number = "SAMPLE-" + (1001 + samples.countByChannel(CHANNEL));
        var lines = catalog.lampCanBeHad()
                ? List.of(new NewLine(SampleCatalog.KETTLE, KETTLES, null), new NewLine(SampleCatalog.LAMP, 1, null))
                : List.of(new NewLine(SampleCatalog.KETTLE, KETTLES, null));
        var german = language.equals("de");
        // A mail address of its own for each, because an offer may be limited per customer.
        var mail = "%s@example.org".formatted(number.toLowerCase(Locale.ROOT));
        var placement = ordering.place(new NewOrder(
                number,
                CHANNEL,
                german ? new Customer("Jana Berg", mail, "DE", "de") : new Customer("Jane Hill", mail, "US", "en"),
                german
                        ? new DeliverTo("Jana Berg", "Hafengasse 12", "20095", "Hamburg", null, "DE")
                        : new DeliverTo("Jane Hill", "12 Harbor Lane", "04101", "Portland", "ME", "US"),
                null,
                Money.of(CurrencyUnit.EUR, 4.90),
                lines,
                null,
                true));
        if (placement instanceof Placement.Refused refused) {
            return Optional.of(
                    refused.refusals().stream().map(Placement.Refusal::sentence).collect(Collectors.joining(" ")));
        }
        return placement instanceof Placement.NumberTaken
                ? Optional.of("The number %s is taken by another order.".formatted(number))
                : Optional.empty();
    }

    /** So many kettles arrive as customers wait for; a sentence when none are on their way. */
    Optional<String> receive() {
        var level = inventory.stock(SampleCatalog.KETTLE);
        var supply = level.flatMap(known -> known.incoming().stream().findFirst());
        return supply.isEmpty()
                ? Optional.of("No kettles are on their way.")
                : refusal(receiving.receive(
                        supply.get().supplyId(),
                        Math.max(1, Math.min(level.get().waiting(), supply.get().quantity())),
                        null));
    }

    @Transactional(readOnly = true)
    Optional<Long> toShip() {
        return samples.findFirstByChannelOrderByIdDesc(CHANNEL)
                .map(order -> main(order).id());
    }

    Optional<String> ship(long id, String by) {
        return refusal(fulfilling.ship(id, "DHL", "00340434%012d".formatted(id), by));
    }

    /** Ten days go by, and what becomes due in them is done. */
    void wait10Days() {
        clock.advance(UNTIL_FEEDBACK);
    }

    /** The shop's present day in words. */
    String today() {
        return new InWords(Locale.ENGLISH).day(calendar.today());
    }

    private static Optional<String> refusal(Answer<?> answer) {
        return answer instanceof Answer.Refused<?> refused ? Optional.of(refused.sentence()) : Optional.empty();
    }
}
