package org.forthcoming.communication;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.offers.Kind;
import org.forthcoming.offers.Offer;
import org.forthcoming.offers.Offers;
import org.forthcoming.orders.DelayBook;
import org.forthcoming.orders.MassActBook;
import org.forthcoming.orders.QuestionBook;
import org.forthcoming.orders.RefundBook;
import org.springframework.stereotype.Component;

/** Gathers what the templates in bpmn/mails can name; described for analysts in the README there. */
@Component
class MailFacts {

    private final Mails mails;
    private final Offers offers;
    private final RefundBook refunds;
    private final DelayBook delays;
    private final QuestionBook questions;
    private final MassActBook acts;
    private final ShopCalendar calendar;
    private final CustomerLink link;
    private final Shop shop;

    MailFacts(
            Mails mails,
            Offers offers,
            RefundBook refunds,
            DelayBook delays,
            QuestionBook questions,
            MassActBook acts,
            ShopCalendar calendar,
            CustomerLink link,
            Shop shop) {
        this.mails = mails;
        this.offers = offers;
        this.refunds = refunds;
        this.delays = delays;
        this.questions = questions;
        this.acts = acts;
        this.calendar = calendar;
        this.link = link;
        this.shop = shop;
    }

    record Customer(String name) {}

    record Order(
            String number,
            String placedOn,
            String total,
            String shippingFee,
            boolean paid,
            String toBePaid,
            List<String> deliverTo,
            String page,
            List<Fulfillment> fulfillments,
            List<Incentive> incentives) {}

    record Fulfillment(
            int number,
            int of,
            boolean preorder,
            boolean canceled,
            String cancelCause,
            String unavailable,
            String cancelReason,
            boolean paid,
            boolean inWarehouse,
            boolean late,
            String promisedOn,
            String firstPromisedOn,
            String releasedOn,
            String shippedOn,
            String carrier,
            String trackingNumber,
            String total,
            String cancelPage,
            List<Line> lines,
            List<Line> changedLines,
            List<Incentive> incentives) {}

    record Line(String title, String sku, int quantity, int canceled, String price, String total) {}

    /** @param worth a percentage, an amount or an item's name in words; null when nothing was said */
    record Incentive(String type, String title, String worth) {}

    record Refund(String amount, String dueOn, String refundedOn) {}

    record Delay(
            Fulfillment fulfillment,
            String promisedOn,
            String revisedOn,
            String cause,
            String reason,
            String silence,
            String lastDay,
            String waitPage,
            String cancelPage) {}

    /** Asked and answered in paragraphs; the answer is empty as long as there is none. */
    record Question(List<String> asked, String askedOn, List<String> answer) {}

    /** What staff has written, in paragraphs. */
    record Message(String subject, List<String> paragraphs) {}

    record Withdrawal(String on, String at) {}

    record Rating(int stars, String page) {}

    Map<String, Object> of(Mail mail, Locale locale) {
        var words = new InWords(locale);
        var order = mail.order();
        var all = order.fulfillments();
        var offers = offersOf(order);
        // An update repeats an older promise: on the day before its last, what has not come can hardly be packed in
        // time.
        var hereBy = mail.notice() == Notice.STILL_WAITING ? calendar.today().plusDays(1) : calendar.today();
        var told = IntStream.range(0, all.size())
                .mapToObj(i -> fulfillment(all.get(i), i + 1, all.size(), hereBy, offers, words))
                .toList();
        var facts = new HashMap<String, Object>();
        facts.put("shop", shop);
        facts.put("customer", new Customer(order.customerName()));
        facts.put(
                "order",
                new Order(
                        order.number(),
                        words.day(calendar.dayOf(order.placedAt())),
                        words.amount(order.total()),
                        order.shippingFee().isZero() ? null : words.amount(order.shippingFee()),
                        order.settled(),
                        words.amount(order.toBePaid()),
                        words.address(order),
                        link.page(order),
                        told,
                        told.stream()
                                .filter(part -> !part.canceled())
                                .flatMap(part -> part.incentives().stream())
                                .distinct()
                                .toList()));
        mail.fulfillment().ifPresent(fulfillment -> {
            var position = IntStream.range(0, all.size())
                    .filter(i -> all.get(i).id() == fulfillment.id())
                    .findFirst();
            facts.put("fulfillment", told.get(position.orElseThrow()));
            if (mail.notice() == Notice.DELAYED) {
                facts.put("delays", delays(mail, all, told, words));
            }
            if (mail.notice() == Notice.STILL_WAITING || mail.notice().isShopsOwn()) {
                var asked = openQuestion(fulfillment);
                facts.put("delays", delays(asked.stream().toList(), all, told, words));
            }
            if (mail.notice().ofMoneyBack()) {
                facts.put("refund", refund(mail, fulfillment, words));
            }
            if (mail.notice().ofQuestion()) {
                facts.put("question", question(mail, words));
            }
            if (mail.notice() == Notice.MESSAGE) {
                facts.put("message", message(mail));
            }
            fulfillment.withdrawnAt().ifPresent(at -> facts.put("withdrawal", withdrawal(at, words)));
            facts.put("onTop", fulfillment.raised() && isFirst(mail, fulfillment));
            facts.put("questionPage", link.questionPage(fulfillment));
            facts.put(
                    "ratings",
                    IntStream.rangeClosed(1, 5)
                            .mapToObj(stars -> new Rating(stars, link.feedbackPage(fulfillment, stars)))
                            .toList());
        });
        return facts;
    }

    /** The first mail about what was ordered on top confirms it; later ones tell of changes. */
    private boolean isFirst(Mail mail, org.forthcoming.orders.Fulfillment fulfillment) {
        return !mails.existsByFulfillmentIdAndIdLessThan(fulfillment.id(), mail.id());
    }

    private Optional<org.forthcoming.orders.Delay> openQuestion(org.forthcoming.orders.Fulfillment fulfillment) {
        return delays.findFirstByFulfillmentIdOrderByPromiseVersionDesc(fulfillment.id())
                .filter(delay -> delay.isOpenAt(calendar.now()));
    }

    private List<Delay> delays(
            Mail mail, List<org.forthcoming.orders.Fulfillment> all, List<Fulfillment> told, InWords words) {
        return delays(
                delays.toldWith(
                        mail.fulfillment().orElseThrow().id(),
                        mail.promiseVersion().orElseThrow()),
                all,
                told,
                words);
    }

    private List<Delay> delays(
            List<org.forthcoming.orders.Delay> some,
            List<org.forthcoming.orders.Fulfillment> all,
            List<Fulfillment> told,
            InWords words) {
        var facts = new ArrayList<Delay>();
        for (var delay : some) {
            for (int i = 0; i < all.size(); i++) {
                var part = all.get(i);
                if (part.id() == delay.fulfillmentId() && part.status().beforeShipment()) {
                    facts.add(new Delay(
                            told.get(i),
                            words.day(delay.promisedOn()),
                            words.day(newDay(delay, part).orElse(null)),
                            delay.cause().name(),
                            delay.reason().orElse(null),
                            delay.silence().name(),
                            words.day(delay.lastDay(calendar.zone()).orElse(null)),
                            link.waitPage(part, delay),
                            link.cancelPage(part, delay)));
                }
            }
        }
        return facts;
    }

    /** Of good news that came since, the customer has heard too. */
    private static Optional<LocalDate> newDay(
            org.forthcoming.orders.Delay delay, org.forthcoming.orders.Fulfillment part) {
        return delay.promiseVersion() < part.promiseVersion() ? part.promisedOn() : delay.revisedOn();
    }

    private Fulfillment fulfillment(
            org.forthcoming.orders.Fulfillment part,
            int number,
            int of,
            LocalDate hereBy,
            Map<String, Offer> offers,
            InWords words) {
        var promised = part.promisedOn().orElse(null);
        var original = part.originallyPromisedOn().orElse(null);
        var lines = part.lines().stream().map(line -> line(line, words)).toList();
        return new Fulfillment(
                number,
                of,
                part.kind() == Kind.PREORDER,
                part.status().withoutShipment(),
                part.cancelCause().map(Enum::name).orElse(null),
                part.unavailable().orElse(null),
                part.cancelReason().orElse(null),
                part.paid(),
                part.allocated(),
                part.atRisk(calendar.today(), hereBy),
                words.day(promised),
                original != null && promised != null && original.isAfter(promised) ? words.day(original) : null,
                words.day(part.releaseOn().orElse(null)),
                words.day(part.shippedAt().map(calendar::dayOf).orElse(null)),
                part.carrier().orElse(null),
                part.trackingNumber().orElse(null),
                words.amount(part.total()),
                link.cancelPage(part),
                lines.stream().filter(line -> line.quantity() > 0).toList(),
                lines.stream().filter(line -> line.canceled() > 0).toList(),
                incentives(part, offers, words));
    }

    private static Line line(org.forthcoming.orders.Line line, InWords words) {
        return new Line(
                line.title(),
                line.sku(),
                line.quantity(),
                line.ordered() - line.quantity(),
                words.amount(line.unitPrice()),
                words.amount(line.total()));
    }

    private static List<Incentive> incentives(
            org.forthcoming.orders.Fulfillment part, Map<String, Offer> offers, InWords words) {
        var incentives = new ArrayList<Incentive>();
        for (var line : part.wantedLines()) {
            var offer = offers.get(line.sku());
            if (offer != null) {
                for (var incentive : offer.incentives()) {
                    incentives.add(new Incentive(
                            incentive.type().name(),
                            line.title(),
                            incentive.type() == Offer.IncentiveType.BONUS_ITEM
                                    ? given(incentive.worth())
                                    : words.worth(
                                            incentive.worth(), offer.price().getCurrencyUnit())));
                }
            }
        }
        return incentives;
    }

    private Map<String, Offer> offersOf(org.forthcoming.orders.Order order) {
        var skus = order.fulfillments().stream()
                .flatMap(part -> part.lines().stream())
                .map(org.forthcoming.orders.Line::sku)
                .collect(Collectors.toSet());
        return offers.findBySkuIn(skus).stream().collect(Collectors.toMap(Offer::sku, offer -> offer));
    }

    /** The refund that the mail's occasion names; null when it names none. */
    private Refund refund(Mail mail, org.forthcoming.orders.Fulfillment part, InWords words) {
        return refunds.findByFulfillmentIdOrderById(part.id()).stream()
                .filter(refund -> mail.key.endsWith("/" + refund.id()))
                .findFirst()
                .map(refund -> new Refund(
                        words.amount(refund.amount()),
                        words.day(refund.dueOn().orElse(null)),
                        words.day(refund.refundedOn().orElse(null))))
                .orElse(null);
    }

    private Question question(Mail mail, InWords words) {
        return questions.findByFulfillmentOrderIdOrderById(mail.order().id()).stream()
                .filter(question -> mail.key.endsWith("/" + question.id()))
                .map(question -> new Question(
                        paragraphs(question.asked()),
                        words.day(calendar.dayOf(question.askedAt())),
                        paragraphs(question.answer().orElse(""))))
                .findFirst()
                .orElseThrow();
    }

    private Message message(Mail mail) {
        var act = acts.findById(Long.parseLong(mail.key.substring(mail.key.lastIndexOf('/') + 1)))
                .orElseThrow();
        return new Message(act.subject().orElse(""), paragraphs(act.message().orElse("")));
    }

    private static List<String> paragraphs(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private Withdrawal withdrawal(Instant at, InWords words) {
        return new Withdrawal(words.day(calendar.dayOf(at)), words.time(at, calendar.zone()));
    }

    private static String given(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
