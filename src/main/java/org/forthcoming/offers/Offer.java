package org.forthcoming.offers;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** A SKU that may be ordered ahead of stock. */
@Entity
@DynamicUpdate // what another transaction changed meanwhile is not written back
public class Offer {

    /** What happens to an order when neither free units nor a supply cover it. */
    public enum WhenUncovered {
        REJECT,
        ACCEPT_UNDATED
    }

    /** OPEN takes orders; PAUSED was stopped by somebody; CLOSED is outside of its days. */
    public enum Status {
        OPEN,
        PAUSED,
        CLOSED
    }

    /**
     * What the customer gets for waiting.
     *
     * @param worth a percentage or amount for DISCOUNT and VOUCHER, the item's name for BONUS_ITEM
     */
    @Embeddable
    public record Incentive(@Enumerated(EnumType.STRING) IncentiveType type, String worth) {}

    /** The kinds of incentives. */
    public enum IncentiveType {
        DISCOUNT,
        FREE_SHIPPING,
        VOUCHER,
        BONUS_ITEM
    }

    @Id
    String sku;

    String title;

    @Enumerated(EnumType.STRING)
    Kind kind;

    BigDecimal price;
    String currency;
    LocalDate releaseOn;
    Integer unitLimit;
    Integer limitPerCustomer;

    @Enumerated(EnumType.STRING)
    WhenUncovered whenUncovered;

    LocalDate opensOn;
    LocalDate closesOn;
    String description;
    String imageUrl;
    String pauseReason;

    @ElementCollection(fetch = FetchType.LAZY)
    @org.hibernate.annotations.BatchSize(size = 500)
    @CollectionTable(name = "incentive", joinColumns = @JoinColumn(name = "offer_sku"))
    @OrderColumn(name = "position")
    List<Incentive> incentives = new ArrayList<>();

    protected Offer() {}

    public String sku() {
        return sku;
    }

    public String title() {
        return title;
    }

    public Kind kind() {
        return kind;
    }

    public Money price() {
        return Money.of(CurrencyUnit.of(currency), price, RoundingMode.HALF_UP);
    }

    /** The day before which a pre-order is not shipped; empty for a backorder. */
    public Optional<LocalDate> releaseOn() {
        return Optional.ofNullable(releaseOn);
    }

    /** How many units may be ordered in all; empty: any number, 0: none. */
    public Optional<Integer> limit() {
        return Optional.ofNullable(unitLimit);
    }

    /** How many units one customer may order in all; empty: any number, 0: none. */
    public Optional<Integer> limitPerCustomer() {
        return Optional.ofNullable(limitPerCustomer);
    }

    public WhenUncovered whenUncovered() {
        return whenUncovered;
    }

    public Optional<LocalDate> opensOn() {
        return Optional.ofNullable(opensOn);
    }

    /** The last day on which it may be ordered. */
    public Optional<LocalDate> closesOn() {
        return Optional.ofNullable(closesOn);
    }

    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    public Optional<String> imageUrl() {
        return Optional.ofNullable(imageUrl);
    }

    public Optional<String> pauseReason() {
        return Optional.ofNullable(pauseReason);
    }

    public List<Incentive> incentives() {
        return incentives;
    }

    /** Whether it takes orders on this day of the shop. */
    public Status status(LocalDate today) {
        if (pauseReason != null) {
            return Status.PAUSED;
        }
        var tooEarly = opensOn != null && today.isBefore(opensOn);
        var tooLate = closesOn != null && today.isAfter(closesOn);
        return tooEarly || tooLate ? Status.CLOSED : Status.OPEN;
    }

    /** What one unit costs who orders now: the price less its discounts in percent or in money, never below zero. */
    public Money discountedPrice() {
        var result = price();
        for (var incentive : incentives) {
            if (incentive.type() == IncentiveType.DISCOUNT) {
                result = result.minus(Discount.of(incentive.worth(), price()));
            }
        }
        return result.isNegative() ? Money.zero(result.getCurrencyUnit()) : result;
    }
}
