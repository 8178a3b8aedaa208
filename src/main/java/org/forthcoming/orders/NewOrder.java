package org.forthcoming.orders;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.joda.money.Money;

/**
 * An order as a shop hands it over. The number is the idempotency key.
 *
 * @param partial whether what is there ships while the rest keeps waiting; default false
 * @param shipping default AS_AVAILABLE
 * @param paid default true
 */
@Schema(description = "An order as a shop hands it over.")
public record NewOrder(
        @Schema(description = "The shop's own number for it; the idempotency key.", example = "W-1001")
        @NotBlank
        // One or two dots alone mean something else in an address
        @Pattern(
                regexp = "(?!\\.{1,2}$)[A-Za-z0-9\\-_.#]{1,64}",
                message = "must be 1 to 64 letters, digits or -_.#, and not . or ..")
        String number,

        @Schema(description = "The sales channel, if the shop names one.", example = "web", nullable = true)
        @Size(max = 64)
        String channel,

        @Schema(description = "Who bought.") @NotNull @Valid Customer customer,

        @Schema(description = "Where it goes; absent: the shop keeps it to itself.") @Valid
        DeliverTo deliverTo,

        @Schema(
                description = "Whether what is there ships while the rest keeps waiting; default false.",
                example = "false",
                nullable = true)
        Boolean partial,

        @Schema(description = "Paid for the way to the customer; refunded when nothing ships.", nullable = true)
        Money shippingFee,

        @Schema(description = "What is ordered, at most 500 lines.")
        @NotEmpty
        @Size(max = 500, message = "must have at most 500 lines")
        List<@NotNull @Valid NewLine> lines,

        @Schema(description = "In several fulfillments as goods come (default), or in one.")
        Shipping shipping,

        @Schema(description = "Whether it is paid; default true.", example = "true", nullable = true)
        Boolean paid) {

    /** So many units a line may have. */
    public static final int MOST_UNITS = 1_000_000;

    @AssertTrue(message = "must not be negative")
    public boolean isShippingFee() {
        return shippingFee == null || !shippingFee.isNegative();
    }

    /** Who bought. The country is an ISO 3166 code, the locale a language tag; English when absent. */
    @Schema(name = "NewCustomer", description = "Who bought.")
    public record Customer(
            @Schema(description = "The name.", example = "Ada Byron") @NotBlank @Size(max = 200)
            String name,

            @Schema(
                    description = "The mail address; who the customer is, whatever its case.",
                    example = "ada@customer.example")
            @NotBlank
            @Email
            @Size(max = 320)
            String email,

            @Schema(description = "ISO 3166 code of the country.", example = "US")
            @NotNull
            @Pattern(regexp = "[A-Z]{2}", message = "must be a country code of two capital letters")
            String country,

            @Schema(
                    description = "The language of the mails; English when absent or unknown.",
                    example = "en",
                    nullable = true)
            @Pattern(
                    regexp = "[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*",
                    message = "must be a language tag such as en or de-AT")
            @Size(max = 35)
            String locale) {}

    /** Where it goes; the country decides on the law profile when it is given. */
    @Schema(description = "Where it goes.")
    public record DeliverTo(
            @Schema(description = "Who receives it.", example = "Ada Byron") @NotBlank @Size(max = 200)
            String name,

            @Schema(description = "Street and number.", example = "12 Main Street") @NotBlank @Size(max = 200)
            String street,

            @Schema(description = "The postal code.", example = "10001") @NotBlank @Size(max = 40)
            String postalCode,

            @Schema(description = "The city.", example = "New York") @NotBlank @Size(max = 200)
            String city,

            @Schema(description = "State or province.", example = "NY", nullable = true) @Size(max = 200)
            String region,

            @Schema(description = "ISO 3166 code of the country; decides on the law that applies.", example = "US")
            @NotNull
            @Pattern(regexp = "[A-Z]{2}", message = "must be a country code of two capital letters")
            String country) {}

    /** So many units of one SKU; without a price, the offer's less its discount. */
    @Schema(description = "Units of one SKU.")
    public record NewLine(
            @Schema(description = "The SKU.", example = "LAMP") @NotBlank @Size(max = 64)
            String sku,

            @Schema(description = "How many units.", example = "2") @Min(1) @Max(MOST_UNITS) @NotNull
            Integer quantity,

            @Schema(
                    description = "What one unit costs; absent: the price of the offer less its discount.",
                    nullable = true)
            Money unitPrice) {

        @AssertTrue(message = "must not be negative")
        public boolean isUnitPrice() {
            return unitPrice == null || !unitPrice.isNegative();
        }
    }
}
