package org.forthcoming.orders;

import jakarta.validation.Valid;
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
public record NewOrder(
        @NotBlank @Pattern(regexp = "[A-Za-z0-9\\-_.#]{1,64}", message = "must be 1 to 64 letters, digits or -_.#")
        String number,

        @Size(max = 64) String channel,
        @NotNull @Valid Customer customer,
        @Valid DeliverTo deliverTo,
        Boolean partial,
        Money shippingFee,

        @NotEmpty @Size(max = 500, message = "must have at most 500 lines")
        List<@NotNull @Valid NewLine> lines,

        Shipping shipping,
        Boolean paid) {

    /** Who bought. The country is an ISO 3166 code, the locale a language tag; English when absent. */
    public record Customer(
            @NotBlank @Size(max = 200) String name,
            @NotBlank @Email @Size(max = 320) String email,

            @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be a country code of two capital letters")
            String country,

            @Pattern(
                    regexp = "[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*",
                    message = "must be a language tag such as en or de-AT")
            @Size(max = 35)
            String locale) {}

    /** Where it goes; the country decides on the law profile when it is given. */
    public record DeliverTo(
            @NotBlank @Size(max = 200) String name,
            @NotBlank @Size(max = 200) String street,
            @NotBlank @Size(max = 40) String postalCode,
            @NotBlank @Size(max = 200) String city,
            @Size(max = 200) String region,

            @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be a country code of two capital letters")
            String country) {}

    /** So many units of one SKU; without a price, the offer's less its discount. */
    public record NewLine(
            @NotBlank @Size(max = 64) String sku,
            @Min(1) @Max(1_000_000) int quantity,
            Money unitPrice) {}
}
