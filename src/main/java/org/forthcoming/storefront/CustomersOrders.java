package org.forthcoming.storefront;

import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.communication.CustomerLink;
import org.forthcoming.communication.InWords;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Mails;
import org.forthcoming.orders.Delay;
import org.forthcoming.orders.Delays;
import org.forthcoming.orders.Fulfilling.Units;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.Line;
import org.forthcoming.orders.Order;
import org.forthcoming.orders.Orders;
import org.forthcoming.orders.Proof;
import org.forthcoming.orders.QuestionBook;
import org.forthcoming.orders.Raising;
import org.forthcoming.orders.RefundBook;
import org.forthcoming.orders.Refunds;
import org.forthcoming.orders.Rights;
import org.forthcoming.storefront.CustomersOrder.Asked;
import org.forthcoming.storefront.CustomersOrder.Delivery;
import org.forthcoming.storefront.CustomersOrder.Goods;
import org.forthcoming.storefront.CustomersOrder.Happened;
import org.forthcoming.storefront.CustomersOrder.MoneyBack;
import org.forthcoming.storefront.CustomersOrder.More;
import org.forthcoming.storefront.CustomersOrder.Question;
import org.forthcoming.storefront.CustomersOrder.Right;
import org.forthcoming.storefront.CustomersOrder.Sent;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Words orders for their customers. */
@Component
@Transactional(readOnly = true)
class CustomersOrders {

    /** So many days are proposed for an additional period. */
    private static final int USUAL_PERIOD = 14;

    private final Orders orders;
    private final Fulfillments fulfillments;
    private final CustomerLink link;
    private final Proof proof;
    private final RefundBook refunds;
    private final Delays delays;
    private final Rights rights;
    private final QuestionBook questions;
    private final Mails mails;
    private final ShopCalendar calendar;
    private final History history;

    CustomersOrders(
            Orders orders,
            Fulfillments fulfillments,
            CustomerLink link,
            Proof proof,
            RefundBook refunds,
            Delays delays,
            Rights rights,
            QuestionBook questions,
            Mails mails,
            ShopCalendar calendar,
            History history) {
        this.orders = orders;
        this.fulfillments = fulfillments;
        this.link = link;
        this.proof = proof;
        this.refunds = refunds;
        this.delays = delays;
        this.rights = rights;
        this.questions = questions;
        this.mails = mails;
        this.calendar = calendar;
        this.history = history;
    }

    /** The order as its customer reads it, unless its time on the web is over. */
    Optional<CustomersOrder> find(String number) {
        return orders.findByNumber(number).filter(order -> !link.expired(order)).map(this::worded);
    }

    /** What goes back when so many units less of a SKU are wanted, which may be all; empty: nothing was paid. */
    Optional<String> back(long fulfillmentId, String sku, int units) {
        return fulfillments
                .findById(fulfillmentId)
                .flatMap(fulfillment -> Refunds.ifLowered(fulfillment, List.of(new Units(sku, units)))
                        .map(words(fulfillment.order())::amount));
    }

    /** What the customer says yes to when ordering more. */
    More more(CustomersOrder order, Raising.Terms terms) {
        var words = new InWords(order.locale());
        return new More(
                terms.toString(),
                terms.more(),
                words.amount(terms.price()),
                words.amount(terms.total()),
                words.day(terms.promisedOn()));
    }

    private static InWords words(Order order) {
        return new InWords(PageLanguage.spoken(order.locale()));
    }

    private CustomersOrder worded(Order order) {
        var words = words(order);
        var open = open(order);
        var deliveries = new ArrayList<Delivery>();
        for (var fulfillment : order.fulfillments()) {
            deliveries.add(delivery(fulfillment, deliveries.size() + 1, words));
        }
        return new CustomersOrder(
                words.locale(),
                order.number(),
                words.day(calendar.dayOf(order.placedAt())),
                words.amount(order.total()),
                order.shippingFee().isZero() ? null : words.amount(order.shippingFee()),
                order.settled(),
                words.amount(order.toBePaid()),
                words.address(order),
                open.isEmpty() ? null : order.address().orElse(null),
                open.size() > 1,
                back(order, open, words),
                deliveries,
                questions.findByFulfillmentOrderIdOrderById(order.id()).stream()
                        .map(question -> new Asked(
                                words.day(calendar.dayOf(question.askedAt())),
                                question.asked(),
                                question.answer().orElse(null)))
                        .toList(),
                mails.findByOrderNumberOrderById(order.number()).stream()
                        .filter(mail -> mail.sentAt().isPresent())
                        .map(mail -> sent(mail, words.locale()))
                        .toList());
    }

    private Sent sent(Mail mail, Locale locale) {
        var at = mail.sentAt().orElseThrow();
        return new Sent(
                at.toString(),
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .format(calendar.dayOf(at)),
                mail.subject().orElse(""),
                mail.text().orElse(""));
    }

    private Right right(Fulfillment fulfillment, InWords words) {
        var today = calendar.today();
        return new Right(
                rights.mayWithdraw(fulfillment),
                words.day(fulfillment.withdrawnAt().map(calendar::dayOf).orElse(null)),
                rights.maySetPeriod(fulfillment),
                today.plusDays(1).toString(),
                today.plusDays(Rights.LONGEST_PERIOD).toString(),
                today.plusDays(USUAL_PERIOD).toString(),
                words.day(fulfillment.periodEndsOn().orElse(null)),
                rights.periodMissed(fulfillment));
    }

    private Delivery delivery(Fulfillment fulfillment, int number, InWords words) {
        var order = fulfillment.order();
        var promised = fulfillment.promisedOn().orElse(null);
        var original = fulfillment.originallyPromisedOn().orElse(null);
        return new Delivery(
                fulfillment.id(),
                number,
                order.fulfillments().size(),
                fulfillment.status(),
                fulfillment.allocated(),
                fulfillment.atRisk(calendar.today(), calendar.today()),
                words.day(promised),
                original == null || original.equals(promised) ? null : words.day(original),
                words.day(fulfillment.releaseOn().orElse(null)),
                words.day(fulfillment.shippedAt().map(calendar::dayOf).orElse(null)),
                words.day(fulfillment.deliveredOn().orElse(null)),
                words.day(fulfillment.endedAt().map(calendar::dayOf).orElse(null)),
                fulfillment.carrier().orElse(null),
                fulfillment.trackingNumber().orElse(null),
                fulfillment.rating().orElse(null),
                fulfillment.comment().orElse(null),
                words.amount(fulfillment.total()),
                back(order, List.of(fulfillment), words),
                step(fulfillment),
                delays.open(fulfillment)
                        .map(delay -> new Question(
                                delay.promiseVersion(),
                                words.day(delay.promisedOn()),
                                words.day(promised),
                                delay.cause().name(),
                                delay.reason().orElse(null),
                                delay.silence() == Delay.Silence.CANCEL,
                                words.day(delay.lastDay(calendar.zone()).orElseThrow())))
                        .orElse(null),
                right(fulfillment, words),
                goods(fulfillment, Line::quantity, words),
                goods(fulfillment, line -> line.ordered() - line.quantity(), words),
                refunds.findByFulfillmentIdOrderById(fulfillment.id()).stream()
                        .map(refund -> new MoneyBack(
                                words.amount(refund.amount()),
                                words.day(refund.dueOn().orElse(null)),
                                words.day(refund.refundedOn().orElse(null))))
                        .toList(),
                history(fulfillment, words.locale()));
    }

    /** Null: nothing was paid. */
    private static String back(Order order, List<Fulfillment> canceled, InWords words) {
        return Refunds.ifCanceled(order, canceled).map(words::amount).orElse(null);
    }

    static List<Fulfillment> open(Order order) {
        return order.fulfillments().stream()
                .filter(part -> part.status().beforeShipment())
                .toList();
    }

    /** Units per SKU, in the order of the lines; a line that was canceled whole has none. */
    private static List<Goods> goods(Fulfillment fulfillment, ToIntFunction<Line> units, InWords words) {
        var bySku = new LinkedHashMap<String, Goods>();
        for (var line : fulfillment.lines()) {
            var more = units.applyAsInt(line);
            if (more > 0) {
                // A SKU may come at two prices; then each of them is told.
                bySku.merge(
                        line.sku() + " " + line.unitPrice(),
                        new Goods(
                                line.sku(),
                                line.title(),
                                more,
                                words.amount(line.unitPrice()),
                                words.amount(line.unitPrice().multipliedBy(more))),
                        (one, other) -> new Goods(
                                one.sku(),
                                one.title(),
                                one.units() + other.units(),
                                one.unitPrice(),
                                words.amount(line.unitPrice().multipliedBy(one.units() + other.units()))));
            }
        }
        return List.copyOf(bySku.values());
    }

    private static int step(Fulfillment fulfillment) {
        return switch (fulfillment.status()) {
            case PLACED, REJECTED, CANCELED -> 0;
            case AWAITING_STOCK, DELAYED, CANCEL_OFFERED -> 1;
            case READY_TO_SHIP -> 2;
            case SHIPPED, FEEDBACK_REQUESTED -> 3;
            case COMPLETED -> 5;
        };
    }

    private List<Happened> history(Fulfillment fulfillment, Locale locale) {
        var days = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
        return proof.findByFulfillmentIdOrderById(fulfillment.id()).stream()
                .flatMap(entry -> history.tell(entry, fulfillment, locale).stream()
                        .map(sentence ->
                                new Happened(entry.at().toString(), days.format(calendar.dayOf(entry.at())), sentence)))
                .toList();
    }
}
