package org.forthcoming.orders;

import java.util.Collection;

/** Some who waited for these SKUs without a day got one, or their units, or wait no more: perhaps they were the last. */
public record LateOrdersChanged(Collection<String> skus) {}
