package org.forthcoming.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Fulfilling.Units;
import org.forthcoming.orders.ProofEntry.What;
import org.joda.money.Money;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Money on its way back to customers. Nothing is due for what was never paid. */
@Service
@Transactional
public class Refunds {

    private final RefundBook refunds;
    private final ShopCalendar calendar;
    private final ProofBook proof;

    Refunds(RefundBook refunds, ShopCalendar calendar, ProofBook proof) {
        this.refunds = refunds;
        this.calendar = calendar;
        this.proof = proof;
    }

    /**
     * Opens the refund of a fulfillment that has just gone; empty when nothing was paid or it cost nothing. The fee for
     * shipping goes back with the last one of the order, and so once.
     */
    Optional<Refund> open(Fulfillment fulfillment, Instant goneAt) {
        var order = fulfillment.order();
        var goods = fulfillment.paidWorth();
        var allGone = order.fulfillments().stream().allMatch(Fulfillment::gone);
        return open(fulfillment, allGone ? goods.plus(order.shippingFee()) : goods, goneAt);
    }

    /** Opens the refund of one cancellation; empty when nothing was paid or it cost nothing. */
    Optional<Refund> open(Fulfillment fulfillment, Money amount, Instant canceledAt) {
        return fulfillment.order.paid() && amount.isPositive()
                ? Optional.of(refunds.save(new Refund(fulfillment.id, amount, canceledAt)))
                : Optional.empty();
    }

    /**
     * What would go back if these of an order were canceled now, the fee for shipping included when nothing is left then;
     * empty: nothing was paid.
     */
    public static Optional<Money> ifCanceled(Order order, List<Fulfillment> canceled) {
        if (canceled.stream().noneMatch(Fulfillment::paid)) {
            return Optional.empty();
        }
        var goods = canceled.stream().map(Fulfillment::paidWorth).reduce(Money.zero(order.currency()), Money::plus);
        var nothingIsLeft = order.fulfillments().stream().allMatch(part -> canceled.contains(part) || part.gone());
        return Optional.of(nothingIsLeft ? goods.plus(order.shippingFee()) : goods);
    }

    /** The same if so many units less of a SKU were wanted, which may be all; the last ones go first. */
    public static Optional<Money> ifLowered(Fulfillment fulfillment, List<Units> less) {
        var units = less.stream().mapToInt(Units::quantity).sum();
        if (units == fulfillment.lines().stream().mapToInt(Line::quantity).sum()) {
            return ifCanceled(fulfillment.order(), List.of(fulfillment));
        }
        return fulfillment.paid()
                ? less.stream().map(unit -> worth(fulfillment, unit)).reduce(Money::plus)
                : Optional.empty();
    }

    private static Money worth(Fulfillment fulfillment, Units units) {
        var worth = Money.zero(fulfillment.order().currency());
        var left = units.quantity();
        for (int i = fulfillment.lines().size() - 1; i >= 0 && left > 0; i--) {
            var line = fulfillment.lines().get(i);
            if (line.sku().equals(units.sku())) {
                var taken = Math.min(left, line.quantity());
                left -= taken;
                worth = worth.plus(line.unitPrice().multipliedBy(taken));
            }
        }
        return worth;
    }

    public Refund refund(long id) {
        return refunds.findById(id).orElseThrow(() -> new IllegalArgumentException("There is no refund " + id + "."));
    }

    /**
     * The day by which a refund is due, counted from the day of the cancellation; remembered, with an entry in the proof.
     *
     * @param days so many days after the cancellation
     * @param workingDays whether these are working days of the shop's country
     */
    public LocalDate due(long id, int days, boolean workingDays) {
        var refund = refund(id);
        var canceledOn = calendar.dayOf(refund.canceledAt);
        var dueOn = workingDays ? calendar.plusWorkingDays(canceledOn, days) : canceledOn.plusDays(days);
        if (refund.dueOn == null) {
            proof.write(
                    refund.fulfillmentId,
                    What.REFUND_DUE,
                    Fulfilling.FORTHCOMING,
                    "%s are due back by %s.".formatted(refund.amount(), dueOn));
        }
        refund.dueOn = dueOn;
        return dueOn;
    }

    /**
     * Why this refund can't be recorded; empty when it can.
     *
     * @param amount a decimal number; must equal what is due
     * @param refundedOn must not lie ahead, nor before the cancellation
     */
    public Optional<String> whyNot(long id, String amount, LocalDate refundedOn) {
        var refund = refund(id);
        if (refund.refundedOn != null) {
            return Optional.of("This refund was recorded before, on %s.".formatted(refund.refundedOn));
        }
        if (!equal(amount, refund.amount())) {
            return Optional.of("The refunded amount must be what is due: %s."
                    .formatted(refund.amount().getAmount().toPlainString()));
        }
        if (refundedOn == null) {
            return Optional.of("Tell the day on which the money was refunded.");
        }
        if (refundedOn.isAfter(calendar.today())) {
            return Optional.of("%s lies ahead: record a refund when it was made.".formatted(refundedOn));
        }
        if (refundedOn.isBefore(calendar.dayOf(refund.canceledAt))) {
            return Optional.of("%s lies before the cancellation.".formatted(refundedOn));
        }
        return Optional.empty();
    }

    /** Finance paid it back. Refuses with the sentence of {@link #whyNot} what that refuses. */
    public void refunded(long id, LocalDate refundedOn, String by) {
        var refund = refund(id);
        whyNot(id, refund.amount.toPlainString(), refundedOn).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        refund.refundedOn = refundedOn;
        proof.write(
                refund.fulfillmentId,
                What.REFUNDED,
                by,
                "%s were refunded on %s.".formatted(refund.amount(), refundedOn));
    }

    private static boolean equal(String amount, Money due) {
        try {
            return amount != null && new BigDecimal(amount.strip()).compareTo(due.getAmount()) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
