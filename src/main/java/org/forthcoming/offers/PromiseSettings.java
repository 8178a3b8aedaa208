package org.forthcoming.offers;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How promises are computed.
 *
 * @param handlingDays working days between the units' arrival and the shipment that is promised
 */
@Validated
@ConfigurationProperties("forthcoming")
public record PromiseSettings(@DefaultValue("2") @Min(1) int handlingDays) {}
