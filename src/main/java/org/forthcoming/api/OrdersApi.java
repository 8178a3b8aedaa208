package org.forthcoming.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.forthcoming.inventory.Answer;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.Order;
import org.forthcoming.orders.Ordering;
import org.forthcoming.orders.Placement;
import org.joda.money.Money;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What customers bought. */
@RestController
@RequestMapping(path = "/api/orders", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Orders")
class OrdersApi {

    private static final String NUMBER = "The order's number.";

    private final Ordering ordering;
    private final Fulfilling fulfilling;
    private final OrderBook book;

    OrdersApi(Ordering ordering, Fulfilling fulfilling, OrderBook book) {
        this.ordering = ordering;
        this.fulfilling = fulfilling;
        this.book = book;
    }

    @Schema(name = "OrderCancellation", description = "Why an order is canceled.")
    record Cancellation(
            @Schema(description = "The reason.", example = "The customer changed her mind.", nullable = true)
            @Size(max = 500)
            String reason) {}

    @Schema(name = "Payment", description = "That what was still to be paid was paid.")
    record Payment(
            @Schema(description = "What was paid: all that is still to be paid.") @NotNull
            Money amount,

            @Schema(description = "The day it was paid; not ahead.", example = "2026-03-02") @NotNull
            LocalDate paidOn) {}

    @PostMapping
    @Operation(
            summary = "Place an order",
            description =
                    "Everything or nothing. The number is the idempotency key: the same body again answers 200 with "
                            + "the same order.")
    @ApiResponse(responseCode = "200", description = "The same was placed before.")
    @ApiResponse(responseCode = "201", description = "It was placed; the Location header has its address.")
    @ApiResponse(responseCode = "409", description = "Another order has this number.")
    @ApiResponse(responseCode = "422", description = "The offers refuse it; nothing was stored, the number stays free.")
    ResponseEntity<OrderView> place(@Valid @RequestBody NewOrder wanted, HttpServletRequest call) {
        var placement = ordering.place(wanted);
        if (placement instanceof Placement.Refused refused) {
            throw refusal(refused.refusals(), wanted);
        }
        if (placement instanceof Placement.NumberTaken taken) {
            throw Refusal.conflict("Another order has the number %s.".formatted(taken.number()));
        }
        var shown = shown(wanted.number(), call);
        return placement instanceof Placement.Placed
                ? ResponseEntity.created(ServletUriComponentsBuilder.fromCurrentRequestUri()
                                .pathSegment("{number}")
                                .build(wanted.number()))
                        .body(shown)
                : ResponseEntity.ok(shown);
    }

    private static Refusal refusal(List<Placement.Refusal> refusals, NewOrder wanted) {
        var lines = wanted.lines();
        var faults = refusals.stream()
                .flatMap(refusal -> IntStream.range(0, lines.size())
                        .filter(at -> lines.get(at).sku().equals(refusal.sku()))
                        .mapToObj(at -> new Problems.Fault("lines[%d].sku".formatted(at), refusal.sentence())))
                .toList();
        return Refusal.offersRefuse(
                refusals.stream().map(Placement.Refusal::sentence).distinct().collect(Collectors.joining(" ")), faults);
    }

    @GetMapping
    @Operation(summary = "List the orders", description = "Oldest first.")
    PageOf<OrderView> list(
            @Parameter(description = "Only orders with a fulfillment in this status.") @RequestParam(required = false)
                    FulfillmentStatus status,
            @Parameter(description = "Only orders with a line of this SKU.", example = "LAMP")
                    @RequestParam(required = false)
                    String sku,
            @Parameter(description = "Only orders of this customer, in any case.", example = "ada@customer.example")
                    @RequestParam(required = false)
                    String email,
            @ParameterObject @Valid Paging paging,
            HttpServletRequest call) {
        return book.page(status, sku, email, paging, Staff.seesLinks(call));
    }

    @GetMapping("/{number}")
    @Operation(summary = "Read an order")
    OrderView read(
            @Parameter(description = NUMBER, example = "W-1001") @PathVariable String number, HttpServletRequest call) {
        return shown(number, call);
    }

    @PostMapping("/{number}/cancellation")
    @Operation(summary = "Cancel an order", description = "Everything of it that has not shipped.")
    @ApiResponse(responseCode = "200", description = "The order as it is now.")
    @ApiResponse(responseCode = "409", description = "Nothing of it can be canceled.")
    OrderView cancel(
            @Parameter(description = NUMBER, example = "W-1001") @PathVariable String number,
            @Valid @RequestBody(required = false) Cancellation cancellation,
            Principal caller,
            HttpServletRequest call) {
        var reason = cancellation == null ? null : cancellation.reason();
        return shown(fulfilling.cancelOrder(number, reason, caller.getName()), call);
    }

    @PostMapping("/{number}/payment")
    @Operation(summary = "Report the payment of an unpaid order, or of what was ordered on top of a paid one")
    @ApiResponse(responseCode = "200", description = "The order as it is now.")
    @ApiResponse(responseCode = "409", description = "It was paid or canceled before, or another amount is to be paid.")
    OrderView pay(
            @Parameter(description = NUMBER, example = "W-1001") @PathVariable String number,
            @Valid @RequestBody Payment payment,
            Principal caller,
            HttpServletRequest call) {
        return shown(fulfilling.pay(number, payment.amount(), payment.paidOn(), caller.getName()), call);
    }

    private OrderView shown(Answer<Order> answer, HttpServletRequest call) {
        return shown(Refusal.orElseThrow(answer).number(), call);
    }

    private OrderView shown(String number, HttpServletRequest call) {
        return book.order(number, Staff.seesLinks(call))
                .orElseThrow(() -> Refusal.unknown("There is no order %s.".formatted(number)));
    }
}
