package org.forthcoming.calendar;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the shop is.
 *
 * @param zone the shop's time zone: every day in Forthcoming is a day there
 * @param country ISO 3166 code of the country whose public holidays are no working days; empty: only weekends
 */
@ConfigurationProperties("forthcoming")
public record CalendarSettings(
        @DefaultValue("UTC") ZoneId zone, @DefaultValue("") String country) {}
