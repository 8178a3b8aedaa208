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
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.forthcoming.inventory.Answer;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Proof;
import org.forthcoming.orders.ProofEntry;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The parts of orders, on their way to the customers. */
@RestController
@RequestMapping(path = "/api/fulfillments/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Fulfillments")
class FulfillmentsApi {

    private static final String ID = "The id of the fulfillment.";
    private static final String WHAT = "fulfillment";

    private final Fulfilling fulfilling;
    private final OrderBook book;
    private final Proof proof;

    FulfillmentsApi(Fulfilling fulfilling, OrderBook book, Proof proof) {
        this.fulfilling = fulfilling;
        this.book = book;
        this.proof = proof;
    }

    @Schema(name = "Cancellation", description = "What is canceled, and why.")
    record Cancellation(
            @Schema(description = "What to cancel; absent or empty: all of it.", nullable = true) @Size(max = 500)
            List<@NotNull @Valid CanceledUnits> lines,

            @Schema(description = "The reason.", example = "The customer changed her mind.", nullable = true)
            @Size(max = 500)
            String reason) {

        List<Fulfilling.Units> units() {
            return lines == null
                    ? List.of()
                    : lines.stream()
                            .map(line -> new Fulfilling.Units(line.sku(), line.quantity()))
                            .toList();
        }
    }

    @Schema(name = "CanceledUnits", description = "Units of one SKU to cancel.")
    record CanceledUnits(
            @Schema(description = "The SKU.", example = "LAMP") @NotBlank @Size(max = 64)
            String sku,

            @Schema(description = "How many units less.", example = "1") @NotNull @Min(1) @Max(1_000_000)
            Integer quantity) {}

    @Schema(name = "Answer", description = "What the customer answers to the notice of a delay.")
    record CustomersAnswer(
            @Schema(description = "To wait for the new day, or to cancel.", example = "WAIT") @NotNull
            Fulfilling.Decision decision,

            @Schema(
                    description = "The version of the promise that the customer answers to, as the fulfillment or the"
                            + " notice's mail names it; absent: the present one.",
                    example = "2",
                    nullable = true)
            @Min(1)
            Integer promiseVersion) {}

    @Schema(name = "Pin", description = "Whether others may have to wait longer.")
    record Pin(
            @Schema(description = "Whether promises given to others may break; default false.", nullable = true)
            Boolean evenIfOthersWait) {}

    @Schema(name = "NewShipment", description = "That the carrier has it.")
    record NewShipment(
            @Schema(description = "Who has it.", example = "DHL") @NotBlank @Size(max = 100)
            String carrier,

            @Schema(description = "The carrier's number.", example = "00340434161094042557") @NotBlank @Size(max = 100)
            String trackingNumber) {}

    @Schema(name = "NewFeedback", description = "How the customer liked it.")
    record NewFeedback(
            @Schema(description = "From 1 (bad) to 5 (good).", example = "5") @NotNull @Min(1) @Max(5)
            Integer rating,

            @Schema(description = "In the customer's words.", example = "Worth the wait.", nullable = true)
            @Size(max = Fulfilling.LONGEST_COMMENT)
            String comment) {}

    @Schema(name = "ProofEntry", description = "One fact of a fulfillment's history.")
    record Entry(
            @Schema(description = "When.", example = "2026-03-01T09:30:00Z")
            Instant at,

            @Schema(description = "What happened.") ProofEntry.What what,

            @Schema(
                    description = "A user's id, customer, or forthcoming for what happened by itself.",
                    example = "forthcoming")
            String by,

            @Schema(description = "In a sentence.", example = "Promised to ship by 2026-04-22.")
            String details) {}

    @PostMapping("/cancellation")
    @Operation(
            summary = "Cancel a fulfillment",
            description = "Whole, by line or by quantity; possible until its shipment is reported.")
    @ApiResponse(responseCode = "200", description = "The fulfillment as it is now.")
    @ApiResponse(responseCode = "409", description = "It has shipped, or has fewer units.")
    FulfillmentView cancel(
            @Parameter(description = ID, example = "2077") @PathVariable String id,
            @Valid @RequestBody(required = false) Cancellation cancellation,
            Principal caller) {
        return shown(
                cancellation == null
                        ? fulfilling.cancel(Id.of(id, WHAT), List.of(), null, caller.getName())
                        : fulfilling.cancel(
                                Id.of(id, WHAT), cancellation.units(), cancellation.reason(), caller.getName()));
    }

    @PostMapping("/decision")
    @Operation(
            summary = "Enter the customer's answer to a notice of a delay",
            description = "The instant counts at which it is entered.")
    @ApiResponse(responseCode = "200", description = "The fulfillment as it is now.")
    @ApiResponse(
            responseCode = "409",
            description = "Nothing is asked, the time to answer has ended, or it answers an older notice.")
    FulfillmentView decide(
            @Parameter(description = ID, example = "2077") @PathVariable String id,
            @Valid @RequestBody CustomersAnswer answer,
            Principal caller) {
        return shown(fulfilling.decide(Id.of(id, WHAT), answer.decision(), answer.promiseVersion(), caller.getName()));
    }

    @PostMapping("/pin")
    @Operation(summary = "Put it first in the queue", description = "The last one pinned is the first one served.")
    @ApiResponse(responseCode = "200", description = "The fulfillment as it is now.")
    @ApiResponse(responseCode = "409", description = "It does not wait, or would break so many promises of others.")
    FulfillmentView pin(
            @Parameter(description = ID, example = "2077") @PathVariable String id,
            @Valid @RequestBody(required = false) Pin pin,
            Principal caller) {
        var evenIfOthersWait = pin != null && Boolean.TRUE.equals(pin.evenIfOthersWait());
        return shown(fulfilling.pin(Id.of(id, WHAT), evenIfOthersWait, caller.getName()));
    }

    @PostMapping("/shipment")
    @Operation(
            summary = "Report the shipment",
            description =
                    "The carrier has it; its status is SHIPPED when this answers. The same again changes nothing.")
    @ApiResponse(responseCode = "200", description = "The fulfillment as it is now.")
    @ApiResponse(responseCode = "409", description = "Not ready, not released, or shipped under another number.")
    FulfillmentView ship(
            @Parameter(description = ID, example = "2077") @PathVariable String id,
            @Valid @RequestBody NewShipment shipment,
            Principal caller) {
        return shown(fulfilling.ship(Id.of(id, WHAT), shipment.carrier(), shipment.trackingNumber(), caller.getName()));
    }

    @PostMapping("/delivery")
    @Operation(summary = "Report the delivery", description = "The customer has it, today.")
    @ApiResponse(responseCode = "200", description = "The fulfillment as it is now.")
    @ApiResponse(responseCode = "409", description = "It has not shipped.")
    FulfillmentView deliver(@Parameter(description = ID, example = "2077") @PathVariable String id, Principal caller) {
        return shown(fulfilling.deliver(Id.of(id, WHAT), caller.getName()));
    }

    @PostMapping("/feedback")
    @Operation(summary = "Enter the customer's feedback")
    @ApiResponse(responseCode = "200", description = "The fulfillment as it is now.")
    @ApiResponse(responseCode = "409", description = "It was not asked for, or given before.")
    FulfillmentView giveFeedback(
            @Parameter(description = ID, example = "2077") @PathVariable String id,
            @Valid @RequestBody NewFeedback feedback,
            Principal caller) {
        return shown(fulfilling.giveFeedback(Id.of(id, WHAT), feedback.rating(), feedback.comment(), caller.getName()));
    }

    @GetMapping("/history")
    @Operation(summary = "Read the proof", description = "What was promised, told, answered, shipped; oldest first.")
    List<Entry> history(@Parameter(description = ID, example = "2077") @PathVariable String id) {
        var entries = proof.findByFulfillmentIdOrderById(Id.of(id, WHAT));
        if (entries.isEmpty()) { // whoever exists was promised something
            throw Id.unknown(id, WHAT);
        }
        return entries.stream()
                .map(entry -> new Entry(entry.at(), entry.what(), entry.by(), entry.details()))
                .toList();
    }

    private FulfillmentView shown(Answer<Fulfillment> answer) {
        return book.fulfillment(Refusal.orElseThrow(answer).id()).orElseThrow();
    }
}
