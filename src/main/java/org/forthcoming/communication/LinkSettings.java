package org.forthcoming.communication;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How customers get to their order's page.
 *
 * @param baseUrl the address under which customers reach this application
 * @param linkSecret signs the links to customers' pages; required in production, else made up once and kept in the
 *     database
 */
@ConfigurationProperties("forthcoming")
record LinkSettings(
        @DefaultValue("http://localhost:8080") String baseUrl,
        @DefaultValue("") String linkSecret) {}
