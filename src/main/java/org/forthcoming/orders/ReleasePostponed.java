package org.forthcoming.orders;

import java.util.List;

/** Pre-orders that lay ready to be packed must not ship before a later release date. */
public record ReleasePostponed(List<Fulfillment> fulfillments) {}
