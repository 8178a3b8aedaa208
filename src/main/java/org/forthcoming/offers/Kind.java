package org.forthcoming.offers;

/** Not released yet, or sold out for now. */
public enum Kind {
    PREORDER,
    BACKORDER
}
