package org.forthcoming.processes.trial;

import java.time.LocalDate;
import java.util.List;

/** Which stories a trial plays, all at once, from which day on. */
record Plan(LocalDate firstDay, List<Story> stories) {}
