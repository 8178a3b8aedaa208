package org.forthcoming.inventory;

import java.time.Instant;

/**
 * A claim's place in the queue: higher priority first, then first come, then by number.
 *
 * @param priority from the decision table AllocationPriority; higher is served earlier
 * @param placedAt read while the stock lock was held, so that it agrees with the order of the locks
 * @param number the order's number
 */
public record Rank(int priority, Instant placedAt, String number) {}
