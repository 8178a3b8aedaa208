package org.forthcoming.orders;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When acts on many orders need a second pair of eyes.
 *
 * @param aloneUpTo so many orders somebody may cancel, re-promise or write to alone; above it, somebody else has to start it
 */
@Validated
@ConfigurationProperties("forthcoming.mass-acts")
public record MassActSettings(@DefaultValue("20") @Min(0) int aloneUpTo) {}
