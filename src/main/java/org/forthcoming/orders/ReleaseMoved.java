package org.forthcoming.orders;

import java.util.List;

/** Pre-orders got another release date: waiting for it has to be measured anew. */
public record ReleaseMoved(List<Fulfillment> fulfillments) {}
