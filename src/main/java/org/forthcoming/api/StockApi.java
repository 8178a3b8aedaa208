package org.forthcoming.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.inventory.StockLevel;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is in the warehouse. */
@RestController
@RequestMapping(path = "/api/stock", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Stock")
class StockApi {

    private final Inventory inventory;
    private final Receiving receiving;

    StockApi(Inventory inventory, Receiving receiving) {
        this.inventory = inventory;
        this.receiving = receiving;
    }

    @Schema(name = "Stock", description = "What there is and what comes of one SKU, in units.")
    record Level(
            @Schema(description = "The SKU.", example = "LAMP")
            String sku,

            @Schema(description = "In the warehouse, allocated ones included until they ship.", example = "120")
            int onHand,

            @Schema(description = "Given to fulfillments that have not shipped.", example = "118")
            int allocated,

            @Schema(description = "On hand and never allocated.", example = "0")
            int heldForRegularSales,

            @Schema(description = "Units that customers wait for.", example = "42")
            int waiting,

            @Schema(description = "Supplies that have not arrived whole, earliest first.")
            List<Incoming> incoming) {

        static Level of(StockLevel level) {
            return new Level(
                    level.sku(),
                    level.onHand(),
                    level.allocated(),
                    level.heldForRegularSales(),
                    level.waiting(),
                    level.incoming().stream()
                            .map(supply -> new Incoming(
                                    Long.toString(supply.supplyId()),
                                    supply.reference(),
                                    supply.expectedOn(),
                                    supply.quantity(),
                                    supply.pegged()))
                            .toList());
        }
    }

    @Schema(name = "Incoming", description = "A supply that has not arrived whole.")
    record Incoming(
            @Schema(description = "The supply's id.", example = "1042")
            String supplyId,

            @Schema(description = "The shop's own name for it.", example = "PO-4711/1")
            String reference,

            @Schema(description = "The day it is expected; null: unknown.", example = "2026-04-20", nullable = true)
            LocalDate expectedOn,

            @Schema(description = "Units still to come.", example = "80")
            int quantity,

            @Schema(description = "Units of them that waiting orders count on.", example = "42")
            int pegged) {}

    @Schema(name = "Adjustment", description = "Units that left or came other than by orders and supplies.")
    record Adjustment(
            @Schema(description = "More or fewer units on hand; not 0.", example = "-3")
            @NotNull
            @Min(-10_000_000)
            @Max(10_000_000)
            Integer quantity,

            @Schema(description = "Why: regular sales, a loss, a count.", example = "Sold over the counter")
            @NotBlank
            @Size(max = 500)
            String reason) {

        @AssertTrue(message = "must not be 0")
        public boolean isQuantity() {
            return quantity == null || quantity != 0;
        }
    }

    @GetMapping("/{sku}")
    @Operation(summary = "Read the stock of a SKU")
    Level read(@Parameter(description = "The SKU.", example = "LAMP") @PathVariable String sku) {
        return inventory
                .stock(sku)
                .map(Level::of)
                .orElseThrow(() -> Refusal.unknown("Nothing is known of a SKU %s.".formatted(sku)));
    }

    @PostMapping("/{sku}/adjustments")
    @Operation(summary = "Adjust the stock", description = "For regular sales, losses and counts.")
    @ApiResponse(responseCode = "200", description = "The stock as it is now.")
    @ApiResponse(responseCode = "409", description = "Less than is allocated to waiting customers.")
    Level adjust(
            @Parameter(description = "The SKU.", example = "LAMP") @PathVariable String sku,
            @Valid @RequestBody Adjustment adjustment) {
        return Level.of(Refusal.orElseThrow(receiving.adjust(sku, adjustment.quantity(), adjustment.reason())));
    }
}
