package org.forthcoming.orders;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Money that has to go back to the customer because of one cancellation. */
@Entity
public class Refund {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
    @SequenceGenerator(name = "ids", sequenceName = "forthcoming_ids", allocationSize = 50)
    Long id;

    Long fulfillmentId;
    BigDecimal amount;
    String currency;
    Instant canceledAt;
    LocalDate dueOn;
    LocalDate refundedOn;

    protected Refund() {}

    Refund(long fulfillmentId, Money amount, Instant canceledAt) {
        this.fulfillmentId = fulfillmentId;
        this.amount = amount.getAmount();
        this.currency = amount.getCurrencyUnit().getCode();
        this.canceledAt = canceledAt;
    }

    public long id() {
        return id;
    }

    public long fulfillmentId() {
        return fulfillmentId;
    }

    public Money amount() {
        return Money.of(CurrencyUnit.of(currency), amount, RoundingMode.HALF_UP);
    }

    public Instant canceledAt() {
        return canceledAt;
    }

    /** The day by which the money must be back; set when the decision table RefundPolicy was asked. */
    public Optional<LocalDate> dueOn() {
        return Optional.ofNullable(dueOn);
    }

    public Optional<LocalDate> refundedOn() {
        return Optional.ofNullable(refundedOn);
    }
}
