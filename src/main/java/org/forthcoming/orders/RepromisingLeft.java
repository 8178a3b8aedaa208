package org.forthcoming.orders;

/** More wait for a SKU's new release day than one transaction takes; the place after which to go on. */
public record RepromisingLeft(String sku, String after) {}
