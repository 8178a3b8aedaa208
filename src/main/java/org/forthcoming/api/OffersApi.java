package org.forthcoming.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.forthcoming.inventory.Answer;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.NewOffer;
import org.forthcoming.offers.Offered;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What may be ordered ahead of stock. */
@RestController
@RequestMapping(path = "/api/offers", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Offers")
class OffersApi {

    private static final String SKU = "The SKU of the offer.";

    private final Catalog catalog;

    OffersApi(Catalog catalog) {
        this.catalog = catalog;
    }

    @Schema(name = "Pause", description = "Why an offer takes no orders for now.")
    record Pause(
            @Schema(description = "The reason, for colleagues.", example = "Recall of a batch")
            @NotBlank
            @Size(max = 500)
            String reason) {}

    @PutMapping("/{sku}")
    @Operation(
            summary = "Create or replace an offer",
            description = "Waiting orders keep their price; a changed release date holds for them too.")
    @ApiResponse(responseCode = "200", description = "It was replaced.")
    @ApiResponse(responseCode = "201", description = "It was created.")
    @ApiResponse(responseCode = "409", description = "Another currency, while the offer is in one.")
    ResponseEntity<OfferView> put(
            @Parameter(description = SKU, example = "LAMP")
                    @PathVariable
                    @Pattern(regexp = Sku.PATTERN, message = Sku.MESSAGE)
                    String sku,
            @Valid @RequestBody NewOffer offer) {
        var answer = catalog.put(sku, offer);
        var shown = OfferView.of(Refusal.orElseThrow(answer));
        return answer instanceof Answer.Done<Offered>
                ? ResponseEntity.created(ServletUriComponentsBuilder.fromCurrentRequestUri()
                                .build()
                                .toUri())
                        .body(shown)
                : ResponseEntity.ok(shown);
    }

    @GetMapping
    @Operation(summary = "List the offers", description = "In order of SKU.")
    PageOf<OfferView> list(@ParameterObject @Valid Paging paging) {
        return PageOf.of(catalog.page(paging.request()), OfferView::of);
    }

    @GetMapping("/{sku}")
    @Operation(summary = "Read an offer", description = "With what is left of it, and what would be promised today.")
    OfferView read(@Parameter(description = SKU, example = "LAMP") @PathVariable String sku) {
        return catalog.offer(sku)
                .map(OfferView::of)
                .orElseThrow(() -> Refusal.unknown("There is no offer for %s.".formatted(sku)));
    }

    @PostMapping("/{sku}/pause")
    @Operation(summary = "Stop taking orders", description = "Waiting orders are untouched.")
    OfferView pause(
            @Parameter(description = SKU, example = "LAMP") @PathVariable String sku, @Valid @RequestBody Pause pause) {
        return OfferView.of(Refusal.orElseThrow(catalog.pause(sku, pause.reason())));
    }

    @PostMapping("/{sku}/resume")
    @Operation(summary = "Continue taking orders", description = "After a pause; otherwise nothing changes.")
    OfferView resume(@Parameter(description = SKU, example = "LAMP") @PathVariable String sku) {
        return OfferView.of(Refusal.orElseThrow(catalog.resume(sku)));
    }
}
