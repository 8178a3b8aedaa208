package org.forthcoming.processes.trial;

import java.time.LocalDate;
import java.util.List;

/**
 * What happened when the stories were played with one set of models; a trial's process writes it, and who began it reads it.
 *
 * @param troubles what went wrong beside the stories, in sentences
 */
record Played(List<PlayedStory> stories, List<String> troubles) {

    record PlayedStory(Story story, List<Step> steps) {}

    /**
     * What somebody did, and what followed until the next did something.
     *
     * @param day how many days after the first
     */
    record Step(int day, LocalDate date, String act, List<Happening> followed) {}
}
