package org.forthcoming.inventory;

import java.util.Collection;

/** What these waiting claims count on has changed: other pegs, or other days of the same. */
public record CoverChanged(Collection<Long> references) {}
