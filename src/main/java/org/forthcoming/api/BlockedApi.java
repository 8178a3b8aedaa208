package org.forthcoming.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.List;
import org.forthcoming.inventory.Shortages;
import org.forthcoming.inventory.Shortages.Shortage;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which SKUs hold up fulfillments. */
@RestController
@RequestMapping(path = "/api/blocked", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Stock")
class BlockedApi {

    private final Shortages shortages;

    BlockedApi(Shortages shortages) {
        this.shortages = shortages;
    }

    @Schema(name = "Blocked", description = "A SKU that customers wait for.")
    record Blocked(
            @Schema(description = "The SKU.", example = "LAMP")
            String sku,

            @Schema(description = "Units that customers wait for.", example = "42")
            int unitsWaiting,

            @Schema(description = "Fulfillments that wait for it.", example = "21")
            int fulfillmentsWaiting,

            @Schema(description = "What is on its way, earliest first.")
            List<Coming> coming,

            @Schema(description = "Units that neither stock nor a supply covers.", example = "2")
            int unitsShort,

            @Schema(
                    description = "Fulfillments that units on hand could complete, their allocation still to come.",
                    example = "0")
            int releasableNow) {

        static Blocked of(Shortage shortage) {
            var stock = shortage.stock();
            return new Blocked(
                    stock.sku(),
                    stock.waiting(),
                    shortage.claims(),
                    stock.incoming().stream()
                            .map(supply -> new Coming(supply.expectedOn(), supply.quantity()))
                            .toList(),
                    shortage.unitsShort(),
                    shortage.releasableNow());
        }
    }

    @Schema(name = "Coming", description = "Units on their way.")
    record Coming(
            @Schema(description = "The day they are expected; null: unknown.", example = "2026-04-20", nullable = true)
            LocalDate expectedOn,

            @Schema(description = "Units still to come.", example = "80")
            int quantity) {}

    @GetMapping
    @Operation(summary = "List what is blocked", description = "SKUs that fulfillments wait for, in order of SKU.")
    PageOf<Blocked> list(@ParameterObject @Valid Paging paging) {
        return PageOf.of(shortages.page(paging.request()), Blocked::of);
    }
}
