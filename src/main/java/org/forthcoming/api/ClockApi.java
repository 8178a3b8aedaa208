package org.forthcoming.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.forthcoming.calendar.ClockAdvance;
import org.forthcoming.calendar.ShopCalendar;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The shop's clock, which the embedded default can move; production knows no such address. */
@RestController
@Profile("!production")
@RequestMapping(path = "/api/clock", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Clock")
class ClockApi {

    private static final Duration TEN_YEARS = Duration.ofDays(3653);

    private final ShopCalendar calendar;
    private final ClockAdvance clock;

    ClockApi(ShopCalendar calendar, ClockAdvance clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    @Schema(name = "Clock", description = "The present, as the shop sees it.")
    record Reading(
            @Schema(description = "The present instant in UTC.", example = "2026-03-01T09:30:00Z")
            Instant now,

            @Schema(description = "The present day in the shop's zone.", example = "2026-03-01")
            LocalDate today,

            @Schema(description = "The shop's time zone.", example = "Europe/Berlin")
            String zone) {}

    @Schema(name = "ClockAdvance", description = "How far to move the clock.")
    record Advance(
            @Schema(
                    description = "An ISO-8601 duration, positive, at most ten years.",
                    type = "string",
                    format = "duration",
                    example = "P10D")
            @NotNull
            Duration by) {

        @AssertTrue(message = "must be positive and at most ten years")
        public boolean isBy() {
            return by == null || by.compareTo(Duration.ZERO) > 0 && by.compareTo(TEN_YEARS) <= 0;
        }
    }

    @GetMapping
    @Operation(summary = "Read the clock", description = "Embedded default only; 404 in production.")
    Reading now() {
        return new Reading(calendar.now(), calendar.today(), calendar.zone().getId());
    }

    @PostMapping("/advance")
    @Operation(
            summary = "Move the clock ahead",
            description = "Moves the product's and the engine's time together and answers when everything that became "
                    + "due until then has run, in the order of its due time. Embedded default only; 404 in production.")
    Reading advance(@Valid @RequestBody Advance advance) {
        clock.advance(advance.by());
        return now();
    }
}
