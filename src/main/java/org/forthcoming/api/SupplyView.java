package org.forthcoming.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import org.forthcoming.inventory.Receiving.SupplyChange;
import org.forthcoming.inventory.Supply;

/** A supply as the API shows it. */
@Schema(name = "Supply", description = "A quantity of a SKU that is on its way.")
record SupplyView(
        @Schema(description = "Its id.", example = "1042") String id,

        @Schema(description = "The shop's own name for it, such as a purchase order line.", example = "PO-4711/1")
        String reference,

        @Schema(description = "What comes.", example = "LAMP")
        String sku,

        @Schema(description = "Units in all, received ones included.", example = "200")
        int quantity,

        @Schema(description = "The day it is expected; null: unknown.", example = "2026-04-20", nullable = true)
        LocalDate expectedOn,

        @Schema(description = "Units that arrived.", example = "0")
        int received,

        @Schema(description = "Units to come that waiting orders count on.", example = "42")
        int pegged,

        @Schema(description = "Whether its day ended and not all of it came.")
        boolean overdue,

        @Schema(
                description = "Why it changed last, as customers are told; null: never said.",
                example = "The factory is late.",
                nullable = true)
        String reason,

        @Schema(description = "Only in the answer to a change: promises that moved at once.", example = "17")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Integer promisesMoved,

        @Schema(
                description = "Only in the answer to a change: fulfillments that are gone through in the background.",
                example = "0")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Integer remaining) {

    static SupplyView of(Supply supply, LocalDate today) {
        return of(supply, today, null, null);
    }

    static SupplyView of(SupplyChange change, LocalDate today) {
        return of(change.supply(), today, change.promisesMoved(), change.remaining());
    }

    private static SupplyView of(Supply supply, LocalDate today, Integer promisesMoved, Integer remaining) {
        return new SupplyView(
                Long.toString(supply.id()),
                supply.reference(),
                supply.sku(),
                supply.quantity(),
                supply.expectedOn().orElse(null),
                supply.received(),
                supply.pegged(),
                supply.overdue(today),
                supply.reason().orElse(null),
                promisesMoved,
                remaining);
    }
}
