package org.forthcoming.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.springframework.data.domain.Page;

/** One page of a list. */
@Schema(description = "One page of a list.")
record PageOf<T>(
        @Schema(description = "The items of this page.") List<T> items,

        @Schema(description = "The page, counted from 0.", example = "0")
        int page,

        @Schema(description = "Items on a page at most.", example = "50")
        int size,

        @Schema(description = "Items of the whole list.", example = "1")
        long total) {

    static <E, T> PageOf<T> of(Page<E> found, Function<E, T> shown) {
        return new PageOf<>(
                found.getContent().stream().map(shown).toList(),
                found.getNumber(),
                found.getSize(),
                found.getTotalElements());
    }
}
