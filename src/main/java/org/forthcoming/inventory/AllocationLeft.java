package org.forthcoming.inventory;

/** Waiting claims of this SKU still have to be gone through, in batches, by {@link Inventory#allocateNext}. */
public record AllocationLeft(String sku, String after) {}
