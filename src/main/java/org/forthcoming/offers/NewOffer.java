package org.forthcoming.offers;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.forthcoming.offers.Offer.IncentiveType;
import org.forthcoming.offers.Offer.WhenUncovered;
import org.hibernate.validator.constraints.URL;
import org.joda.money.Money;

/**
 * An offer as operations want it.
 *
 * @param releaseOn required for a PREORDER: the day before which nothing of it ships
 * @param limit units that may be ordered in all; absent: unlimited, 0: none
 * @param limitPerCustomer units that one customer may order in all; absent: unlimited, 0: none
 * @param heldForRegularSales units on hand that are never allocated; default 0
 * @param whenUncovered default REJECT
 * @param opensOn the first day on which it may be ordered; absent: at once
 * @param closesOn the last day on which it may be ordered; absent: for good
 */
public record NewOffer(
        @NotBlank @Size(max = 200) String title,
        @NotNull Kind kind,
        @NotNull Money price,
        LocalDate releaseOn,
        @Min(0) @Max(1_000_000_000) Integer limit,
        @Min(0) @Max(1_000_000_000) Integer limitPerCustomer,
        @Min(0) @Max(1_000_000_000) Integer heldForRegularSales,
        WhenUncovered whenUncovered,
        @Size(max = 20) List<@NotNull @Valid NewIncentive> incentives,
        LocalDate opensOn,
        LocalDate closesOn,
        @Size(max = 4000) String description,

        @Size(max = 1000) @URL(regexp = "https?://.*", message = "must be an http or https address")
        String imageUrl) {

    /** What the customer gets for waiting; value is "10 %" or an amount for DISCOUNT, words for the others. */
    public record NewIncentive(
            @NotNull IncentiveType type, @Size(max = 200) String value) {

        @AssertTrue(message = "must be a percentage up to 100 % or an amount, such as 10 % or 5.00")
        public boolean isValue() {
            return type != IncentiveType.DISCOUNT || Discount.readable(value);
        }
    }

    @AssertTrue(message = "must be given for a pre-order")
    public boolean isReleaseOn() {
        return kind != Kind.PREORDER || releaseOn != null;
    }

    @AssertTrue(message = "must not be negative")
    public boolean isPrice() {
        return price == null || !price.isNegative();
    }

    @AssertTrue(message = "must not be before opensOn")
    public boolean isClosesOn() {
        return opensOn == null || closesOn == null || !closesOn.isBefore(opensOn);
    }
}
