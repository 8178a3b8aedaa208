package org.forthcoming.processes.trial;

/**
 * Something that followed from what somebody did in a story.
 *
 * @param day how many days after the first
 * @param name the notice, the task, the status, the element of the diagram
 * @param details the subject, the group, what the trouble is
 * @param text what the mail says; else null
 */
public record Happening(int day, Kind kind, String name, String details, String text) {

    /** What it is. */
    public enum Kind {
        MAIL,
        TASK,
        STATUS,
        END,
        TROUBLE
    }
}
