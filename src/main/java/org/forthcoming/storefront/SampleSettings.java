package org.forthcoming.storefront;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a new installation begins with.
 *
 * @param sampleData whether an empty database gets a small sample catalogue; never in production
 */
@ConfigurationProperties("forthcoming")
record SampleSettings(@DefaultValue("true") boolean sampleData) {}
