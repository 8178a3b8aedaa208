package org.forthcoming.processes.trial;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Trying changed models out.
 *
 * @param limit how long a trial may take; then it is ended
 * @param directory what a trial's own process is to play and where it writes what happened; set by whoever starts it
 */
@ConfigurationProperties("forthcoming.trial")
record TrialSettings(@DefaultValue("3m") Duration limit, Path directory) {}
