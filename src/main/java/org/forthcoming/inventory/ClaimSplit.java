package org.forthcoming.inventory;

import java.util.Map;

/**
 * Part of a splittable claim was allocated; the rest waits under a reference of its own.
 *
 * @param rest the units by SKU that moved to the new reference
 */
public record ClaimSplit(long reference, long restReference, Map<String, Integer> rest) {}
