package org.forthcoming.inventory;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How inventory works through long queues.
 *
 * @param batchSize fulfillments that one transaction allocates or re-pegs; the rest of a queue follows in more of them
 */
@ConfigurationProperties("forthcoming.inventory")
public record InventorySettings(@DefaultValue("100") int batchSize) {}
