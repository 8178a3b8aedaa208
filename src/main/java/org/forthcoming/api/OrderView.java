package org.forthcoming.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.Order;
import org.forthcoming.orders.Shipping;
import org.joda.money.Money;

/** An order as the API shows it. */
@Schema(name = "Order", description = "What a customer bought, in one or more fulfillments.")
record OrderView(
        @Schema(description = "The shop's own number for it.", example = "W-1001")
        String number,

        @Schema(description = "The status of its least advanced fulfillment; canceled ones count when all are.")
        FulfillmentStatus status,

        @Schema(description = "When it was placed.", example = "2026-03-01T09:30:00Z")
        Instant placedAt,

        @Schema(description = "The sales channel, if the shop names one.", example = "web", nullable = true)
        String channel,

        @Schema(description = "Who bought.") Customer customer,

        @Schema(
                description = "The address it goes to, a line each; empty when the shop keeps it to itself.",
                example = "[\"Ada Byron\", \"12 Main Street\", \"10001 New York\", \"US\"]")
        List<String> deliverTo,

        @Schema(description = "Whether what is there ships while the rest keeps waiting.")
        boolean partial,

        @Schema(description = "In several fulfillments as goods come, or in one.")
        Shipping shipping,

        @Schema(description = "Paid for the way to the customer.")
        Money shippingFee,

        @Schema(description = "Everything still wanted, the shipping fee included.")
        Money total,

        @Schema(description = "Whether all of it was paid.") boolean paid,

        @Schema(description = "What is still to be paid; nothing once it was, or when all was canceled.")
        Money toBePaid,

        @Schema(
                description = "The signed address of the customer's page; only for ADMIN, SUPPORT and INTEGRATION.",
                example = "https://shop.example/orders/W-1001?show=order&signature=6f1d…")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        String customerPage,

        @Schema(description = "Its parts.") List<FulfillmentView> fulfillments) {

    @Schema(name = "Customer", description = "Who bought.")
    record Customer(
            @Schema(description = "The name.", example = "Ada Byron")
            String name,

            @Schema(description = "The mail address.", example = "ada@customer.example")
            String email,

            @Schema(description = "ISO 3166 code of the country.", example = "US")
            String country,

            @Schema(description = "The language of the mails.", example = "en")
            String locale) {}

    static OrderView of(Order order, String customerPage, List<FulfillmentView> fulfillments) {
        return new OrderView(
                order.number(),
                order.status(),
                order.placedAt(),
                order.channel().orElse(null),
                new Customer(
                        order.customerName(),
                        order.customerEmail(),
                        order.country(),
                        order.locale().toLanguageTag()),
                order.deliverTo(),
                order.partial(),
                order.shipping(),
                order.shippingFee(),
                order.total(),
                order.settled(),
                order.toBePaid(),
                customerPage,
                fulfillments);
    }
}
