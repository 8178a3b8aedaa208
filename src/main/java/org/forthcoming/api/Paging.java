package org.forthcoming.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Objects;
import org.springframework.data.domain.PageRequest;

/** Which part of a list is asked for. */
record Paging(
        @Parameter(description = "The page, counted from 0.", schema = @Schema(type = "integer", defaultValue = "0"))
        @Min(0)
        // so that page times size stays countable
        @Max(1_000_000)
        Integer page,

        @Parameter(description = "Items on a page, 1 to 500.", schema = @Schema(type = "integer", defaultValue = "50"))
        @Min(1)
        @Max(500)
        Integer size) {

    Paging {
        page = Objects.requireNonNullElse(page, 0);
        size = Objects.requireNonNullElse(size, 50);
    }

    PageRequest request() {
        return PageRequest.of(page, size);
    }
}
