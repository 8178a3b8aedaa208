package org.forthcoming.offers;

import io.swagger.v3.oas.annotations.media.Schema;
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
@Schema(description = "An offer as operations want it.")
public record NewOffer(
        @Schema(description = "What customers read.", example = "Desk lamp Aurora") @NotBlank @Size(max = 200)
        String title,

        @Schema(description = "Not released yet, or sold out for now.") @NotNull
        Kind kind,

        @Schema(description = "What one unit costs, taxes included, before any discount.") @NotNull
        Money price,

        @Schema(
                description = "Required for a PREORDER: the day before which nothing of it ships.",
                example = "2026-05-31",
                nullable = true)
        LocalDate releaseOn,

        @Schema(
                description = "Units that may be ordered in all; absent: unlimited, 0: none.",
                example = "500",
                nullable = true)
        @Min(0)
        @Max(1_000_000_000)
        Integer limit,

        @Schema(
                description = "Units that one customer may order in all; absent: unlimited, 0: none.",
                example = "2",
                nullable = true)
        @Min(0)
        @Max(1_000_000_000)
        Integer limitPerCustomer,

        @Schema(description = "Units on hand that are never allocated; default 0.", example = "10", nullable = true)
        @Min(0)
        @Max(1_000_000_000)
        Integer heldForRegularSales,

        @Schema(description = "What happens to an order that neither free units nor a supply cover; default REJECT.")
        WhenUncovered whenUncovered,

        @Schema(description = "What the customer gets for waiting.", nullable = true) @Size(max = 20)
        List<@NotNull @Valid NewIncentive> incentives,

        @Schema(
                description = "The first day on which it may be ordered; absent: at once.",
                example = "2026-03-01",
                nullable = true)
        LocalDate opensOn,

        @Schema(
                description = "The last day on which it may be ordered; absent: for good.",
                example = "2026-06-30",
                nullable = true)
        LocalDate closesOn,

        @Schema(description = "What customers read below the title.", example = "Warm light, oak.", nullable = true)
        @Size(max = 4000)
        String description,

        @Schema(description = "The address of a picture.", example = "https://shop.example/lamp.jpg", nullable = true)
        @Size(max = 1000)
        @URL(regexp = "https?://.*", message = "must be an http or https address")
        String imageUrl) {

    /** What the customer gets for waiting; value is "10 %" or an amount for DISCOUNT, words for the others. */
    @Schema(description = "What the customer gets for waiting.")
    public record NewIncentive(
            @Schema(description = "Its kind.") @NotNull IncentiveType type,

            @Schema(
                    description = "A percentage or an amount for DISCOUNT, words for the others.",
                    example = "10 %",
                    nullable = true)
            @Size(max = 200)
            String value) {

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
