package org.forthcoming.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.forthcoming.inventory.Inventory.Reserved;
import org.forthcoming.offers.Kind;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.LawProfile;
import org.joda.money.Money;

/** A fulfillment as the API shows it. */
@Schema(name = "Fulfillment", description = "The part of an order that ships together and has one promise.")
record FulfillmentView(
        @Schema(description = "Its id.", example = "2077") String id,

        @Schema(description = "The order's number.", example = "W-1001")
        String order,

        @Schema(description = "A pre-order if any of its lines is one.")
        Kind kind,

        @Schema(description = "Where it stands.") FulfillmentStatus status,

        @Schema(
                description = "The day by which the customer was last told it ships; null: told that none is known.",
                example = "2026-04-22",
                nullable = true)
        LocalDate promisedOn,

        @Schema(
                description = "Today's computation of that day; null: none is known.",
                example = "2026-04-22",
                nullable = true)
        LocalDate expectedOn,

        @Schema(
                description = "What was promised when it was ordered; never changes.",
                example = "2026-04-22",
                nullable = true)
        LocalDate originallyPromisedOn,

        @Schema(description = "Counts what the customer was told; 1 is the original promise.", example = "1")
        int promiseVersion,

        @Schema(description = "The rule on delays that applies.")
        LawProfile lawProfile,

        @Schema(description = "Units of others that are served before it.", example = "12")
        int unitsAhead,

        @Schema(description = "What it consists of, canceled units left out.")
        List<LineView> lines,

        @Schema(description = "Once the carrier has it.") @JsonInclude(JsonInclude.Include.NON_NULL)
        Shipment shipment,

        @Schema(description = "Once the customer rated it.") @JsonInclude(JsonInclude.Include.NON_NULL)
        Feedback feedback) {

    @Schema(name = "Line", description = "Units of one SKU at one price.")
    record LineView(
            @Schema(description = "The SKU.", example = "LAMP")
            String sku,

            @Schema(description = "What customers read.", example = "Desk lamp Aurora")
            String title,

            @Schema(description = "Units still wanted: bought less canceled.", example = "2")
            int quantity,

            @Schema(description = "Units of them that are reserved: waiting, allocated or shipped.", example = "2")
            int reserved,

            @Schema(description = "Units of them that are allocated or shipped.", example = "0")
            int allocated,

            @Schema(description = "What the customer pays for one.")
            Money unitPrice) {}

    @Schema(name = "Shipment", description = "What the carrier has.")
    record Shipment(
            @Schema(description = "Who has it.", example = "DHL")
            String carrier,

            @Schema(description = "The carrier's number.", example = "00340434161094042557")
            String trackingNumber,

            @Schema(description = "Since when.", example = "2026-04-21T14:05:00Z")
            Instant shippedAt,

            @Schema(description = "When it was delivered; null: not reported.", example = "2026-04-23", nullable = true)
            LocalDate deliveredOn) {}

    @Schema(name = "Feedback", description = "How the customer liked it.")
    record Feedback(
            @Schema(description = "From 1 (bad) to 5 (good).", example = "5")
            int rating,

            @Schema(description = "In the customer's words.", example = "Worth the wait.", nullable = true)
            String comment) {}

    static FulfillmentView of(Fulfillment fulfillment, int unitsAhead, List<Reserved> reserved) {
        return new FulfillmentView(
                Long.toString(fulfillment.id()),
                fulfillment.order().number(),
                fulfillment.kind(),
                fulfillment.status(),
                fulfillment.promisedOn().orElse(null),
                fulfillment.expectedOn().orElse(null),
                fulfillment.originallyPromisedOn().orElse(null),
                fulfillment.promiseVersion(),
                fulfillment.lawProfile(),
                unitsAhead,
                lines(fulfillment, reserved),
                fulfillment
                        .shippedAt()
                        .map(at -> new Shipment(
                                fulfillment.carrier().orElseThrow(),
                                fulfillment.trackingNumber().orElseThrow(),
                                at,
                                fulfillment.deliveredOn().orElse(null)))
                        .orElse(null),
                fulfillment
                        .rating()
                        .map(rating ->
                                new Feedback(rating, fulfillment.comment().orElse(null)))
                        .orElse(null));
    }

    /** A claim counts the units of a SKU together; two lines of the same SKU share them, the first one first. */
    private static List<LineView> lines(Fulfillment fulfillment, List<Reserved> claims) {
        var reserved = new HashMap<String, Integer>();
        var allocated = new HashMap<String, Integer>();
        for (var claim : claims) {
            reserved.merge(claim.sku(), claim.units(), Integer::sum);
            allocated.merge(claim.sku(), claim.allocated(), Integer::sum);
        }
        var lines = new ArrayList<LineView>();
        for (var line : fulfillment.lines()) {
            var of = Math.min(line.quantity(), reserved.getOrDefault(line.sku(), 0));
            var here = Math.min(of, allocated.getOrDefault(line.sku(), 0));
            reserved.merge(line.sku(), -of, Integer::sum);
            allocated.merge(line.sku(), -here, Integer::sum);
            lines.add(new LineView(line.sku(), line.title(), line.quantity(), of, here, line.unitPrice()));
        }
        return lines;
    }
}
