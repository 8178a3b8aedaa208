package org.forthcoming.processes;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changed diagrams, tables, forms and mails come into force.
 *
 * @param dir a folder laid out like bpmn/, from which changed files can be picked up; null: none
 * @param secondApproval whether somebody else than who prepared a change has to put it in force
 */
@ConfigurationProperties("forthcoming.models")
record ModelSettings(Path dir, @DefaultValue("true") boolean secondApproval) {}
