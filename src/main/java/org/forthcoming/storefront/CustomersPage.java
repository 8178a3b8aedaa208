package org.forthcoming.storefront;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Validator;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.forthcoming.communication.CustomerLink;
import org.forthcoming.communication.Shop;
import org.forthcoming.inventory.Answer;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Fulfilling.Decision;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.NewOrder.DeliverTo;
import org.forthcoming.orders.Question;
import org.forthcoming.orders.Questions;
import org.forthcoming.orders.Raising;
import org.forthcoming.orders.Raising.Terms;
import org.forthcoming.orders.Rights;
import org.forthcoming.storefront.CustomersOrder.Delivery;
import org.forthcoming.storefront.CustomersOrder.Goods;
import org.forthcoming.storefront.CustomersOrder.More;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The page of an order for its customer, opened by a signed link without a login.
 *
 * <p>To look never acts: what a link in a mail says is only preselected. To act is a POST to a signed address. That is why
 * these forms need neither a session nor a token against forgery: who can't guess the signature can't forge them.
 */
@Controller
@RequestMapping("/orders/{number}")
class CustomersPage {

    private final CustomersOrders orders;
    private final Fulfilling fulfilling;
    private final Questions questions;
    private final Raising raising;
    private final Rights rights;
    private final Validator validator;
    private final CustomerLink link;
    private final Shop shop;

    CustomersPage(
            CustomersOrders orders,
            Fulfilling fulfilling,
            Questions questions,
            Raising raising,
            Rights rights,
            Validator validator,
            CustomerLink link,
            Shop shop) {
        this.questions = questions;
        this.raising = raising;
        this.rights = rights;
        this.validator = validator;
        this.orders = orders;
        this.fulfilling = fulfilling;
        this.link = link;
        this.shop = shop;
    }

    /**
     * A change that waits for the customer's yes: so many units are kept, the others canceled, or more of them ordered.
     *
     * @param more null: none
     */
    record Review(Delivery delivery, String sku, String title, int keep, int cancel, String back, More more) {}

    /** What the page says at its top, by the key of its words. */
    record Message(String key, String tone) {}

    @ModelAttribute
    Shop shop(HttpServletResponse answer) {
        answer.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        answer.setHeader("X-Robots-Tag", "noindex, nofollow");
        return shop;
    }

    @GetMapping
    String show(@PathVariable String number, Model page, HttpServletRequest request, HttpServletResponse answer) {
        var form = Form.of(request);
        var order = open(number, request);
        if (order.isEmpty()) {
            return closed(answer);
        }
        var delivery = order.get().delivery(form.fulfillment());
        page.addAttribute("opened", delivery.map(Delivery::id).orElse(null));
        page.addAttribute("form", form);
        if (delivery.filter(some -> askedAnew(some, form)).isPresent()) {
            page.addAttribute("message", new Message("refused.asked-anew", "warm"));
            return page(order.get(), page);
        }
        page.addAttribute("show", form.show());
        done(form.show(), order.get(), delivery).ifPresent(message -> page.addAttribute("message", message));
        return page(order.get(), page);
    }

    @PostMapping
    String act(@PathVariable String number, Model page, HttpServletRequest request, HttpServletResponse answer) {
        var form = Form.of(request);
        var order = open(number, request);
        if (order.isEmpty()) {
            return closed(answer);
        }
        if (form.rating() != null || form.comment() != null) {
            return feedback(order.get(), form, page, answer);
        }
        if (form.question() != null) {
            return ask(order.get(), form, page, answer);
        }
        if (form.withdrawal() != null) {
            return withdraw(order.get(), form, page, answer);
        }
        if (form.period() != null) {
            return setPeriod(order.get(), form, page, answer);
        }
        if (form.address() != null) {
            return changeAddress(order.get(), form, page, answer);
        }
        if (form.quantity() != null) {
            return change(order.get(), form, page, answer);
        }
        if ("CANCEL".equals(form.decision())) {
            return form.promiseVersion() == null
                    ? cancel(order.get(), form, page, answer)
                    : decide(Decision.CANCEL, order.get(), form, page, answer);
        }
        return "WAIT".equals(form.decision())
                ? decide(Decision.WAIT, order.get(), form, page, answer)
                : refused(HttpStatus.BAD_REQUEST, "unclear", order.get(), page, answer);
    }

    /** Whether a link in a mail is about an older notice than the present question. */
    private static boolean askedAnew(Delivery delivery, Form form) {
        return delivery.question() != null
                && form.notice() != null
                && !form.notice().equals(Integer.toString(delivery.question().promiseVersion()));
    }

    private String ask(CustomersOrder order, Form form, Model page, HttpServletResponse answer) {
        var about = order.delivery(form.fulfillment()).orElse(order.deliveries().get(0));
        var asked = questions.ask(about.id(), form.question());
        if (asked instanceof Answer.Refused<?> refused) {
            page.addAttribute("form", form);
            page.addAttribute("show", "question");
            return refused.why() == Answer.Why.INVALID
                    ? refused(HttpStatus.BAD_REQUEST, "no-question", order, page, answer)
                    : refused(HttpStatus.CONFLICT, "many-questions", order, page, answer);
        }
        if (asked instanceof Answer.DoneBefore<Question> before
                && before.value().answer().isPresent()) {
            page.addAttribute("show", "question");
            return refused(HttpStatus.CONFLICT, "asked-before", order, page, answer);
        }
        return done("asked", order, null, answer);
    }

    private String withdraw(CustomersOrder order, Form form, Model page, HttpServletResponse answer) {
        var delivery = order.delivery(form.fulfillment());
        if (delivery.isEmpty() || !"CONFIRM".equals(form.withdrawal())) {
            return refused(HttpStatus.BAD_REQUEST, "unclear", order, page, answer);
        }
        return rights.withdraw(delivery.get().id()) instanceof Answer.Refused
                ? refused(HttpStatus.CONFLICT, "no-withdrawal", order, page, answer)
                : done("withdrawn", order, delivery.get().id(), answer);
    }

    private String setPeriod(CustomersOrder order, Form form, Model page, HttpServletResponse answer) {
        var delivery = order.delivery(form.fulfillment());
        var lastDay = day(form.period());
        if ("END".equals(form.period()) && delivery.isPresent()) {
            return endContract(order, delivery.get(), page, answer);
        }
        if (delivery.isEmpty() || lastDay.isEmpty()) {
            return refused(HttpStatus.BAD_REQUEST, "no-period", order, page, answer);
        }
        var set = rights.setPeriod(delivery.get().id(), lastDay.get());
        if (set instanceof Answer.Refused<?> refused) {
            return refused.why() == Answer.Why.INVALID
                    ? refused(HttpStatus.BAD_REQUEST, "no-period", order, page, answer)
                    : refused(HttpStatus.CONFLICT, "changed-meanwhile", order, page, answer);
        }
        return done("period-set", order, delivery.get().id(), answer);
    }

    private String endContract(CustomersOrder order, Delivery delivery, Model page, HttpServletResponse answer) {
        return rights.endContract(delivery.id()) instanceof Answer.Refused
                ? refused(HttpStatus.CONFLICT, "period-kept", order, page, answer)
                : done(
                        delivery.cancelable() || delivery.canceled() ? "canceled" : "withdrawn",
                        order,
                        delivery.id(),
                        answer);
    }

    private String changeAddress(CustomersOrder order, Form form, Model page, HttpServletResponse answer) {
        if (order.address() == null) {
            return refused(HttpStatus.CONFLICT, "no-address-change", order, page, answer);
        }
        var address = new DeliverTo(
                text(form.name()),
                text(form.street()),
                text(form.postalCode()),
                text(form.city()),
                text(form.region()),
                order.address().country());
        if (!validator.validate(address).isEmpty()) {
            page.addAttribute("show", "address");
            return refused(HttpStatus.BAD_REQUEST, "no-address", order, page, answer);
        }
        var replacesAnother = form.replaces() != null && !form.replaces().equals(order.addressMark());
        if (replacesAnother && !address.equals(order.address())) {
            page.addAttribute("show", "address");
            return refused(HttpStatus.CONFLICT, "changed-meanwhile", order, page, answer);
        }
        return fulfilling.changeAddress(order.number(), address, Fulfilling.CUSTOMER) instanceof Answer.Refused
                ? refused(HttpStatus.CONFLICT, "no-address-change", order, page, answer)
                : done("address-changed", order, null, answer);
    }

    private static String text(String entered) {
        return entered == null || entered.isBlank() ? null : entered.strip();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }

    private String decide(Decision decision, CustomersOrder order, Form form, Model page, HttpServletResponse answer) {
        var delivery = order.delivery(form.fulfillment())
                .or(() -> order.deliveries().stream()
                        .filter(some -> some.question() != null)
                        .findFirst());
        if (delivery.isEmpty()) {
            return refused(HttpStatus.CONFLICT, "nothing-asked", order, page, answer);
        }
        var version = number(form.promiseVersion());
        if (form.promiseVersion() != null && version.isEmpty()) {
            return refused(HttpStatus.BAD_REQUEST, "unclear", order, page, answer);
        }
        var id = delivery.get().id();
        var decided = fulfilling.decide(
                id, decision, version.isEmpty() ? null : (Integer) version.getAsInt(), Fulfilling.CUSTOMER);
        var done = decision == Decision.WAIT ? "agreed" : "canceled";
        return decided instanceof Answer.Refused
                ? notTaken(decision, id, orders.find(order.number()).orElse(order), page, answer)
                : done(done, order, id, answer);
    }

    /** The answer came too late, or to a notice that another one has followed since. */
    private String notTaken(Decision decision, long id, CustomersOrder now, Model page, HttpServletResponse answer) {
        var delivery = now.delivery(Long.toString(id)).orElseThrow();
        page.addAttribute("opened", id);
        if (delivery.question() != null) {
            return refused(HttpStatus.CONFLICT, "asked-anew", now, page, answer);
        }
        if (decision == Decision.WAIT) {
            return refused(HttpStatus.CONFLICT, "nothing-asked", now, page, answer);
        }
        if (delivery.canceled()) {
            return done("canceled", now, id, answer);
        }
        page.addAttribute("show", "cancellation");
        return refused(HttpStatus.CONFLICT, delivery.cancelable() ? "no-longer-asked" : "shipped", now, page, answer);
    }

    private String cancel(CustomersOrder order, Form form, Model page, HttpServletResponse answer) {
        if (form.fulfillment() == null) {
            var canceled = fulfilling.cancelOrder(order.number(), null, Fulfilling.CUSTOMER);
            return canceled instanceof Answer.Refused
                    ? refused(HttpStatus.CONFLICT, "shipped", order, page, answer)
                    : done("canceled", order, null, answer);
        }
        var delivery = order.delivery(form.fulfillment());
        if (delivery.isEmpty()) {
            return refused(HttpStatus.BAD_REQUEST, "unclear", order, page, answer);
        }
        var canceled = fulfilling.cancel(delivery.get().id(), List.of(), null, Fulfilling.CUSTOMER);
        return canceled(canceled, order, delivery.get(), "canceled", page, answer);
    }

    private String canceled(
            Answer<?> outcome,
            CustomersOrder order,
            Delivery delivery,
            String done,
            Model page,
            HttpServletResponse answer) {
        if (outcome instanceof Answer.Refused) {
            var now = orders.find(order.number()).orElse(order);
            var shipped = now.delivery(Long.toString(delivery.id()))
                    .filter(part -> !part.cancelable() && !part.canceled())
                    .isPresent();
            return refused(HttpStatus.CONFLICT, shipped ? "shipped" : "changed-meanwhile", now, page, answer);
        }
        return done(done, order, delivery.id(), answer);
    }

    /** Lowers or raises the units of a SKU, after a yes to what that means. */
    private String change(CustomersOrder order, Form form, Model page, HttpServletResponse answer) {
        var delivery = order.delivery(form.fulfillment())
                .or(() ->
                        order.deliveries().stream().filter(Delivery::cancelable).findFirst());
        var goods = delivery.flatMap(some -> some.goods().stream()
                .filter(one -> form.sku() == null || one.sku().equals(form.sku()))
                .findFirst());
        var keep = number(form.quantity());
        if (goods.isEmpty() || keep.isEmpty() || keep.getAsInt() < 0) {
            return refused(HttpStatus.BAD_REQUEST, "no-quantity", order, page, answer);
        }
        if (!delivery.get().cancelable()) {
            return refused(HttpStatus.CONFLICT, "shipped", order, page, answer);
        }
        var sku = goods.get().sku();
        var cancel = delivery.get().units(sku) - keep.getAsInt();
        if (cancel == 0) {
            return refused(HttpStatus.CONFLICT, "same-quantity", order, page, answer);
        }
        if (cancel < 0) {
            return raise(order, delivery.get(), goods.get(), -cancel, form, page, answer);
        }
        if (form.confirmed() != null) {
            // Not so many less, but down to so many: a second click lowers nothing more.
            var lowered = fulfilling.lowerTo(delivery.get().id(), sku, keep.getAsInt(), Fulfilling.CUSTOMER);
            return canceled(lowered, order, delivery.get(), "changed", page, answer);
        }
        page.addAttribute(
                "review",
                new Review(
                        delivery.get(),
                        sku,
                        goods.get().title(),
                        keep.getAsInt(),
                        cancel,
                        orders.back(delivery.get().id(), sku, cancel).orElse(null),
                        null));
        return page(order, page);
    }

    /** Orders more, after a yes to just these terms: pressed twice, or when they have changed, it is asked again. */
    private String raise(
            CustomersOrder order,
            Delivery delivery,
            Goods goods,
            int units,
            Form form,
            Model page,
            HttpServletResponse answer) {
        var found = raising.terms(order.number(), goods.sku(), units);
        if (!(found instanceof Answer.Done<Terms> terms)) {
            return refused(HttpStatus.CONFLICT, "no-more", order, page, answer);
        }
        var more = orders.more(order, terms.value());
        if (more.terms().equals(form.confirmed())) {
            return raising.raise(order.number(), terms.value(), Fulfilling.CUSTOMER) instanceof Answer.Done<?> done
                    ? done("raised", order, ((Fulfillment) done.value()).id(), answer)
                    : refused(HttpStatus.CONFLICT, "changed-meanwhile", order, page, answer);
        }
        var keep = delivery.units(goods.sku()) + units;
        page.addAttribute("review", new Review(delivery, goods.sku(), goods.title(), keep, 0, null, more));
        return form.confirmed() == null
                ? page(order, page)
                : refused(HttpStatus.CONFLICT, "changed-meanwhile", order, page, answer);
    }

    private String feedback(CustomersOrder order, Form form, Model page, HttpServletResponse answer) {
        var delivery = order.delivery(form.fulfillment())
                .or(() -> order.deliveries().stream()
                        .filter(Delivery::asksForFeedback)
                        .findFirst());
        var rating = number(form.rating()).orElse(0);
        page.addAttribute("form", form);
        if (delivery.isEmpty()) {
            return refused(HttpStatus.CONFLICT, "no-feedback-asked", order, page, answer);
        }
        page.addAttribute("opened", delivery.get().id());
        if (rating < 1 || rating > 5) {
            return refused(HttpStatus.BAD_REQUEST, "no-rating", order, page, answer);
        }
        if (form.comment() != null && form.comment().length() > Fulfilling.LONGEST_COMMENT) {
            return refused(HttpStatus.BAD_REQUEST, "long-comment", order, page, answer);
        }
        var given = fulfilling.giveFeedback(delivery.get().id(), rating, form.comment(), Fulfilling.CUSTOMER);
        if (given instanceof Answer.Refused) {
            var why = delivery.get().rating() != null
                    ? "feedback-given"
                    : delivery.get().status() == FulfillmentStatus.COMPLETED ? "feedback-over" : "no-feedback-asked";
            return refused(HttpStatus.CONFLICT, why, order, page, answer);
        }
        return done("thanks", order, delivery.get().id(), answer);
    }

    // --------------------------------------------------------------------------------------------------------------

    private Optional<CustomersOrder> open(String number, HttpServletRequest request) {
        return Optional.of(number)
                .filter(some -> link.genuine(some, request.getQueryString()))
                .flatMap(orders::find)
                .map(order -> {
                    PageLanguage.speak(order.locale(), request);
                    return order;
                });
    }

    /** Whether a link is forged, altered or too old is told to nobody. */
    private static String closed(HttpServletResponse answer) {
        answer.setStatus(HttpStatus.NOT_FOUND.value());
        return "storefront/closed";
    }

    private String page(CustomersOrder order, Model page) {
        page.addAttribute("order", order);
        page.addAttribute("longestQuestion", Questions.LONGEST);
        page.addAttribute("longestComment", Fulfilling.LONGEST_COMMENT);
        page.addAttribute("address", address(link.pageAfter("order", order.number(), null)));
        return "storefront/order";
    }

    private String refused(
            HttpStatus status, String why, CustomersOrder order, Model page, HttpServletResponse answer) {
        answer.setStatus(status.value());
        page.addAttribute("message", new Message("refused." + why, "warm"));
        return page(order, page);
    }

    /** Shows it by another request, so that to reload the page does nothing again. */
    private String done(String what, CustomersOrder order, Long fulfillment, HttpServletResponse answer) {
        answer.setStatus(HttpStatus.SEE_OTHER.value());
        answer.setHeader(HttpHeaders.LOCATION, address(link.pageAfter(what, order.number(), fulfillment)));
        return null;
    }

    /** Says what was done, as long as it is true. */
    private static Optional<Message> done(String show, CustomersOrder order, Optional<Delivery> delivery) {
        var concerned = delivery.map(List::of).orElse(order.deliveries());
        var isTrue = switch (show) {
            case "canceled" ->
                concerned.stream().noneMatch(Delivery::cancelable)
                        && concerned.stream().anyMatch(Delivery::canceled);
            case "changed" ->
                concerned.stream()
                        .anyMatch(
                                part -> part.canceled() || !part.canceledGoods().isEmpty());
            case "raised" -> delivery.isPresent();
            case "agreed" -> concerned.stream().noneMatch(part -> part.question() != null);
            case "address-changed" -> order.address() != null;
            case "asked" -> !order.questions().isEmpty();
            case "withdrawn" ->
                concerned.stream().anyMatch(part -> part.rights().withdrawnOn() != null);
            case "period-set" ->
                concerned.stream().anyMatch(part -> part.rights().periodEndsOn() != null);
            case "thanks" -> concerned.stream().anyMatch(part -> part.rating() != null);
            default -> false;
        };
        return isTrue
                ? Optional.of(new Message(
                        "done." + show + (show.equals("canceled") && delivery.isEmpty() ? "-order" : ""), "good"))
                : Optional.empty();
    }

    /** Without the host: whoever reached the page stays where they are. */
    private static String address(String link) {
        var uri = URI.create(link);
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static OptionalInt number(String text) {
        return text != null && text.strip().matches("\\d{1,7}")
                ? OptionalInt.of(Integer.parseInt(text.strip()))
                : OptionalInt.empty();
    }
}
