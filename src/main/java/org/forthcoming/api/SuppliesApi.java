package org.forthcoming.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Optional;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.inventory.Receiving.Receipt;
import org.forthcoming.inventory.Supplies;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What is on its way, and what arrived of it. */
@RestController
@RequestMapping(path = "/api/supplies", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Supplies")
class SuppliesApi {

    private static final String ID = "The id of the supply.";

    private final Receiving receiving;
    private final Supplies supplies;
    private final ShopCalendar calendar;

    SuppliesApi(Receiving receiving, Supplies supplies, ShopCalendar calendar) {
        this.receiving = receiving;
        this.supplies = supplies;
        this.calendar = calendar;
    }

    @Schema(name = "NewSupply", description = "A quantity of a SKU that will come.")
    record NewSupply(
            @Schema(description = "The shop's own name for it.", example = "PO-4711/1") @NotBlank @Size(max = 100)
            String reference,

            @Schema(description = "What comes; it needs no offer.", example = "LAMP")
            @NotNull
            @Pattern(regexp = Sku.PATTERN, message = Sku.MESSAGE)
            String sku,

            @Schema(description = "How many units.", example = "200") @NotNull @Min(1) @Max(10_000_000)
            Integer quantity,

            @Schema(description = "The day it is expected; absent: unknown.", example = "2026-04-20", nullable = true)
            LocalDate expectedOn) {}

    @Schema(name = "SupplyChange", description = "What changes; what is absent stays.")
    record Change(
            @Schema(
                    description = "The new day; null: it is no longer known.",
                    type = "string",
                    format = "date",
                    example = "2026-05-04",
                    nullable = true)
            Optional<LocalDate> expectedOn,

            @Schema(
                    description = "The new quantity; what was received closes the supply, 0 cancels it.",
                    example = "180")
            @Min(0)
            @Max(10_000_000)
            Integer quantity,

            @Schema(description = "Why; customers are told.", example = "The factory is late.") @Size(max = 500)
            String reason) {}

    @Schema(name = "NewReceipt", description = "Units that arrived.")
    record NewReceipt(
            @Schema(description = "How many, in addition to earlier receipts.", example = "120")
            @NotNull
            @Min(1)
            @Max(10_000_000)
            Integer quantity,

            @Schema(
                    description = "The idempotency key: the same again changes nothing.",
                    example = "DN-90211",
                    nullable = true)
            @Size(max = 100)
            String reference) {}

    @Schema(name = "Receipt", description = "What became of units that arrived.")
    record ReceiptView(
            @Schema(description = "Units allocated at once.", example = "118")
            int allocatedUnits,

            @Schema(description = "Fulfillments that are ready to ship at once.", example = "59")
            int allocatedFulfillments,

            @Schema(description = "Fulfillments that are gone through in the background.", example = "0")
            int remaining,

            @Schema(description = "Units of the SKU in the warehouse now.", example = "120")
            int onHand) {

        static ReceiptView of(Receipt receipt) {
            return new ReceiptView(
                    receipt.allocatedUnits(), receipt.allocatedFulfillments(), receipt.remaining(), receipt.onHand());
        }
    }

    @PostMapping
    @Operation(summary = "Announce a supply", description = "A SKU without an offer may have supplies.")
    @ApiResponse(responseCode = "201", description = "It was stored; the Location header has its address.")
    ResponseEntity<SupplyView> announce(@Valid @RequestBody NewSupply wanted) {
        var supply = Refusal.orElseThrow(
                receiving.announce(wanted.reference(), wanted.sku(), wanted.quantity(), wanted.expectedOn()));
        return ResponseEntity.created(ServletUriComponentsBuilder.fromCurrentRequestUri()
                        .pathSegment(Long.toString(supply.id()))
                        .build()
                        .toUri())
                .body(SupplyView.of(supply, calendar.today()));
    }

    @GetMapping
    @Operation(summary = "List the supplies", description = "Oldest first, those that arrived whole included.")
    PageOf<SupplyView> list(
            @Parameter(description = "Only supplies of this SKU.", example = "LAMP") @RequestParam(required = false)
                    String sku,
            @ParameterObject @Valid Paging paging) {
        var today = calendar.today();
        return PageOf.of(supplies.find(sku, paging.request()), supply -> SupplyView.of(supply, today));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read a supply")
    SupplyView read(@Parameter(description = ID, example = "1042") @PathVariable String id) {
        return supplies.findById(Id.of(id, "supply"))
                .map(supply -> SupplyView.of(supply, calendar.today()))
                .orElseThrow(() -> Id.unknown(id, "supply"));
    }

    @PatchMapping("/{id}")
    @Operation(
            summary = "Change a supply",
            description = "Moves exactly the promises that count on it: the first at once, the rest in the background.")
    @ApiResponse(responseCode = "200", description = "It was changed.")
    @ApiResponse(responseCode = "409", description = "Fewer than were received.")
    SupplyView change(
            @Parameter(description = ID, example = "1042") @PathVariable String id, @Valid @RequestBody Change change) {
        return SupplyView.of(
                Refusal.orElseThrow(
                        receiving.change(Id.of(id, "supply"), change.expectedOn(), change.quantity(), change.reason())),
                calendar.today());
    }

    @PostMapping("/{id}/receipts")
    @Operation(
            summary = "Report units that arrived",
            description =
                    "More than outstanding is accepted and raises the supply's quantity. The first batch of waiting "
                            + "fulfillments is ready to ship when this answers, the rest follows.")
    @ApiResponse(responseCode = "200", description = "They are on hand.")
    @ApiResponse(responseCode = "409", description = "The reference was used for another quantity.")
    ReceiptView receive(
            @Parameter(description = ID, example = "1042") @PathVariable String id,
            @Valid @RequestBody NewReceipt receipt) {
        return ReceiptView.of(
                Refusal.orElseThrow(receiving.receive(Id.of(id, "supply"), receipt.quantity(), receipt.reference())));
    }
}
