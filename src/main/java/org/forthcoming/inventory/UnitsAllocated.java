package org.forthcoming.inventory;

import java.util.List;

/** These claims, known by their references, now have all of their units on hand and allocated. */
public record UnitsAllocated(List<Long> references) {}
