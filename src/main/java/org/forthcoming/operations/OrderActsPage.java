package org.forthcoming.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Answer.Why;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Fulfilling.Decision;
import org.forthcoming.orders.Fulfilling.Units;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.UriComponentsBuilder;

/** What staff does to an order on its page: the same as in the API, and what can't be undone after a yes to what it means. */
@Controller
@RequestMapping("/operations/orders/{number}")
class OrderActsPage {

    private static final int LONGEST_REASON = 500;
    private static final String CANCELED = "It is canceled; the customer gets a mail.";

    /** Before the name of a SKU, the field that says how many of it are kept. */
    private static final String KEEP = "keep:";

    private static final Pattern UNITS = Pattern.compile("\\d{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,12}(\\.\\d{1,4})?");
    private static final Pattern DAY = Pattern.compile("(19|[2-9]\\d)\\d{2}-\\d{2}-\\d{2}");

    private final OrdersPage page;
    private final StaffsOrder.Desk desk;
    private final CancellationReview.Desk reviews;
    private final Fulfilling fulfilling;

    OrderActsPage(OrdersPage page, StaffsOrder.Desk desk, CancellationReview.Desk reviews, Fulfilling fulfilling) {
        this.page = page;
        this.desk = desk;
        this.reviews = reviews;
        this.fulfilling = fulfilling;
    }

    @PostMapping("/payment")
    ModelAndView pay(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String paidOn,
            HttpServletRequest request) {
        var typed = typed(OrderAct.PAYMENT, number, null, request);
        var money = amount(amount, desk.currency(number));
        if (money.isEmpty()) {
            return refused("“%s” is no amount; write it like 49.90.".formatted(amount), number, typed, request);
        }
        var day = day(paidOn);
        if (day.isEmpty()) {
            return refused("“%s” is no day; write it like 2027-01-31.".formatted(paidOn), number, typed, request);
        }
        var paid = fulfilling.pay(number, money.get(), day.get(), request.getRemoteUser());
        return said(paid, "The payment is recorded.", number, typed, request);
    }

    /** The whole order, a delivery, or what of a delivery is not kept. */
    @PostMapping("/cancellation")
    ModelAndView cancel(
            @PathVariable String number,
            @RequestParam(required = false) Long fulfillment,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "false") boolean all,
            HttpServletRequest request) {
        var typed = typed(OrderAct.CANCELLATION, number, fulfillment, request);
        if (reason.length() > LONGEST_REASON) {
            return refused(
                    "The reason may have at most %d characters.".formatted(LONGEST_REASON), number, typed, request);
        }
        var by = request.getRemoteUser();
        if (fulfillment == null) {
            var review = typed.confirmed() ? null : reviews.ofOrder(number).orElse(null);
            return review == null
                    ? said(fulfilling.cancelOrder(number, reason, by), CANCELED, number, typed, request)
                    : page.shown(number, typed, review, request);
        }
        if (all || typed.fields().keySet().stream().noneMatch(field -> field.startsWith(KEEP))) {
            return cancelAll(fulfillment, reason, number, typed, request);
        }
        var wanted = desk.wanted(fulfillment);
        var kept = kept(typed, wanted);
        if (kept instanceof Answer.Refused<?> no) {
            return refused(no.sentence(), number, typed, request);
        }
        var keep = ((Answer.Done<List<Units>>) kept).value();
        if (keep.size() == wanted.size() && keep.stream().allMatch(units -> units.quantity() == 0)) {
            return cancelAll(fulfillment, reason, number, typed, request);
        }
        var review =
                typed.confirmed() ? null : reviews.ofLess(fulfillment, keep).orElse(null);
        return review == null
                ? said(
                        // Not so many less, but down to so many: a second click lowers nothing more.
                        fulfilling.lowerTo(fulfillment, keep, reason, by),
                        "It is changed; the customer gets a mail.",
                        number,
                        typed,
                        request)
                : page.shown(number, typed, review, request);
    }

    private ModelAndView cancelAll(
            long fulfillment, String reason, String number, Typed typed, HttpServletRequest request) {
        var review = typed.confirmed() ? null : reviews.of(fulfillment).orElse(null);
        return review == null
                ? said(
                        fulfilling.cancel(fulfillment, List.of(), reason, request.getRemoteUser()),
                        CANCELED,
                        number,
                        typed,
                        request)
                : page.shown(number, typed, review, request);
    }

    @PostMapping("/decision")
    ModelAndView decide(
            @PathVariable String number,
            @RequestParam long fulfillment,
            @RequestParam Decision decision,
            @RequestParam(required = false) Integer promiseVersion,
            HttpServletRequest request) {
        var typed = typed(OrderAct.DECISION, number, fulfillment, request);
        if (decision == Decision.CANCEL && !typed.confirmed() && desk.asks(fulfillment, promiseVersion)) {
            var review = reviews.of(fulfillment);
            if (review.isPresent()) {
                return page.shown(number, typed, review.get(), request);
            }
        }
        return said(
                fulfilling.decide(fulfillment, decision, promiseVersion, request.getRemoteUser()),
                decision == Decision.WAIT ? "The customer waits." : CANCELED,
                number,
                typed,
                request);
    }

    @PostMapping("/pin")
    ModelAndView pin(
            @PathVariable String number,
            @RequestParam long fulfillment,
            @RequestParam(defaultValue = "false") boolean evenIfOthersWait,
            HttpServletRequest request) {
        var typed = typed(OrderAct.PIN, number, fulfillment, request);
        return said(
                fulfilling.pin(fulfillment, evenIfOthersWait, request.getRemoteUser()),
                "It is served first now.",
                number,
                typed,
                request);
    }

    @PostMapping("/shipment")
    ModelAndView ship(
            @PathVariable String number,
            @RequestParam long fulfillment,
            @RequestParam(defaultValue = "") String carrier,
            @RequestParam(defaultValue = "") String trackingNumber,
            HttpServletRequest request) {
        var typed = typed(OrderAct.SHIPMENT, number, fulfillment, request);
        return said(
                fulfilling.ship(fulfillment, carrier, trackingNumber, request.getRemoteUser()),
                "It has shipped; the customer gets a mail.",
                number,
                typed,
                request);
    }

    @PostMapping("/delivery")
    ModelAndView deliver(@PathVariable String number, @RequestParam long fulfillment, HttpServletRequest request) {
        var typed = typed(OrderAct.DELIVERY, number, fulfillment, request);
        return said(
                fulfilling.deliver(fulfillment, request.getRemoteUser()), "It is delivered.", number, typed, request);
    }

    @PostMapping("/feedback")
    ModelAndView giveFeedback(
            @PathVariable String number,
            @RequestParam long fulfillment,
            @RequestParam(defaultValue = "") String rating,
            @RequestParam(defaultValue = "") String comment,
            HttpServletRequest request) {
        var typed = typed(OrderAct.FEEDBACK, number, fulfillment, request);
        if (comment.length() > Fulfilling.LONGEST_COMMENT) {
            return refused(
                    "The comment may have at most %d characters.".formatted(Fulfilling.LONGEST_COMMENT),
                    number,
                    typed,
                    request);
        }
        var stars = UNITS.matcher(rating).matches() ? Integer.parseInt(rating) : 0;
        return said(
                fulfilling.giveFeedback(fulfillment, stars, comment, request.getRemoteUser()),
                "The feedback is recorded.",
                number,
                typed,
                request);
    }

    /** Refused to whoever may not do it, and for what is none of this order. */
    private Typed typed(OrderAct act, String number, Long fulfillment, HttpServletRequest request) {
        act.only(request);
        if (!desk.has(number, fulfillment)) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no such delivery of an order %s.".formatted(number));
        }
        return Typed.of(act, fulfillment, request);
    }

    /** How many of each SKU are kept; what was said yes to is not judged again by what is wanted meanwhile. */
    private static Answer<List<Units>> kept(Typed typed, Map<String, Integer> wanted) {
        var kept = new ArrayList<Units>();
        for (var goods : wanted.entrySet()) {
            var sku = goods.getKey();
            if (!typed.fields().containsKey(KEEP + sku)) {
                continue;
            }
            var text = typed.value(KEEP + sku);
            if (!UNITS.matcher(text).matches()) {
                return Answer.invalid("“%s” is no number of units of %s.".formatted(text, sku));
            }
            var units = Integer.parseInt(text);
            if (units > goods.getValue() && !typed.confirmed()) {
                return Answer.invalid(
                        "Only %d of %s are wanted, so no more can be kept.".formatted(goods.getValue(), sku));
            }
            kept.add(new Units(sku, units));
        }
        return typed.confirmed() || kept.stream().anyMatch(units -> units.quantity() < wanted.get(units.sku()))
                ? Answer.done(kept)
                : Answer.invalid("Lower at least one number: as it is, nothing would be canceled.");
    }

    private static Optional<Money> amount(String text, CurrencyUnit currency) {
        return DECIMAL.matcher(text).matches()
                        && new BigDecimal(text).stripTrailingZeros().scale() <= currency.getDecimalPlaces()
                ? Optional.of(Money.of(currency, new BigDecimal(text).stripTrailingZeros()))
                : Optional.empty();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return DAY.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    private ModelAndView refused(String sentence, String number, Typed typed, HttpServletRequest request) {
        return said(Answer.invalid(sentence), null, number, typed, request);
    }

    /** What was done is told on the page that is shown next, so that to reload it does nothing again. */
    private ModelAndView said(Answer<?> answer, String done, String number, Typed typed, HttpServletRequest request) {
        if (answer instanceof Answer.Refused<?> refused) {
            var shown = page.shown(number, typed, null, request);
            shown.addObject("said", refused.sentence());
            shown.addObject("tone", "warm");
            shown.setStatus(refused.why() == Why.INVALID ? HttpStatus.BAD_REQUEST : HttpStatus.CONFLICT);
            return shown;
        }
        var flash = RequestContextUtils.getOutputFlashMap(request);
        flash.put("said", answer instanceof Answer.DoneBefore<?> ? "It was so before; nothing was changed." : done);
        flash.put("tone", "good");
        return new ModelAndView("redirect:"
                + UriComponentsBuilder.fromPath("/operations/orders/{number}")
                        .encode()
                        .buildAndExpand(number)
                        .toUriString());
    }
}
