package org.forthcoming.api;

/** What a SKU looks like, so that it can stand in an address. */
final class Sku {

    static final String PATTERN = "[\\p{L}\\p{N}][\\p{L}\\p{N} ._+#:@()-]{0,63}";
    static final String MESSAGE = "must be 1 to 64 letters, digits, spaces or ._+#:@()-, the first a letter or digit";

    private Sku() {}
}
