package org.forthcoming.communication;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where diagrams, tables, forms and mails come from.
 *
 * @param onlyFrom a folder whose files take the place of all that come with this build and of all that the shop has
 *     changed; null in a shop, for trying files out
 */
@ConfigurationProperties("forthcoming.models")
public record TemplateSettings(Path onlyFrom) {}
