package org.forthcoming.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.forthcoming.offers.Kind;
import org.forthcoming.offers.Offer;
import org.forthcoming.offers.Offered;
import org.joda.money.Money;

/** An offer as the API shows it. */
@Schema(name = "Offer", description = "A SKU that may be ordered ahead of stock, with what can be said of it today.")
record OfferView(
        @Schema(description = "The shop's own code of the article.", example = "LAMP")
        String sku,

        @Schema(description = "What customers read.", example = "Desk lamp Aurora")
        String title,

        @Schema(description = "Not released yet, or sold out for now.")
        Kind kind,

        @Schema(description = "What one unit costs, taxes included, before any discount.")
        Money price,

        @Schema(
                description = "The day before which a pre-order does not ship; null for a backorder.",
                example = "2026-05-31",
                nullable = true)
        LocalDate releaseOn,

        @Schema(
                description = "Units that may be ordered in all; null: unlimited, 0: none.",
                example = "500",
                nullable = true)
        Integer limit,

        @Schema(
                description = "Units that one customer may order in all; null: unlimited, 0: none.",
                example = "2",
                nullable = true)
        Integer limitPerCustomer,

        @Schema(description = "Units on hand that are never allocated.", example = "10")
        int heldForRegularSales,

        @Schema(description = "What happens to an order that neither free units nor a supply cover.")
        Offer.WhenUncovered whenUncovered,

        @Schema(description = "What the customer gets for waiting.")
        List<Incentive> incentives,

        @Schema(description = "The first day for orders; null: any.", example = "2026-03-01", nullable = true)
        LocalDate opensOn,

        @Schema(description = "The last day for orders; null: any.", example = "2026-06-30", nullable = true)
        LocalDate closesOn,

        @Schema(description = "What customers read below the title.", example = "Warm light, oak.", nullable = true)
        String description,

        @Schema(description = "A picture.", example = "https://shop.example/lamp.jpg", nullable = true)
        String imageUrl,

        @Schema(description = "Whether it takes orders today.")
        Offer.Status status,

        @Schema(description = "Why it was paused; null: it was not.", example = "Recall of a batch", nullable = true)
        String pauseReason,

        @Schema(
                description = "How many more units may be ordered; null: neither a limit nor the supplies bind.",
                example = "120",
                nullable = true)
        Integer unitsLeft,

        @Schema(description = "Units that customers wait for.", example = "42")
        int unitsWaiting,

        @Schema(description = "What a new order of one unit would be promised; null: nothing, or no date is known.")
        NextPromise nextPromise) {

    @Schema(name = "OfferIncentive", description = "What the customer gets for waiting.")
    record Incentive(
            @Schema(description = "Its kind.") Offer.IncentiveType type,

            @Schema(
                    description = "A percentage or an amount for DISCOUNT, words for the others.",
                    example = "10 %",
                    nullable = true)
            String value) {}

    @Schema(name = "NextPromise", description = "What a new order of one unit would be promised.")
    record NextPromise(
            @Schema(description = "The day by which it would ship.", example = "2026-05-31")
            LocalDate on) {}

    static OfferView of(Offered offered) {
        var offer = offered.offer();
        return new OfferView(
                offer.sku(),
                offer.title(),
                offer.kind(),
                offer.price(),
                offer.releaseOn().orElse(null),
                offer.limit().orElse(null),
                offer.limitPerCustomer().orElse(null),
                offered.heldForRegularSales(),
                offer.whenUncovered(),
                offer.incentives().stream()
                        .map(incentive -> new Incentive(incentive.type(), incentive.worth()))
                        .toList(),
                offer.opensOn().orElse(null),
                offer.closesOn().orElse(null),
                offer.description().orElse(null),
                offer.imageUrl().orElse(null),
                offered.status(),
                offer.pauseReason().orElse(null),
                offered.unitsLeft(),
                offered.unitsWaiting(),
                offered.nextPromise() == null ? null : new NextPromise(offered.nextPromise()));
    }
}
