package org.forthcoming.orders;

import java.util.Set;

/** Orders wait for units of these SKUs of which nobody knows when they come; somebody has to decide what becomes of them. */
public record CoverMissing(Set<String> skus) {}
