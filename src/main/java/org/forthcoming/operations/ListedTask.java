package org.forthcoming.operations;

import org.forthcoming.processes.OpenTasks.OpenTask;

/**
 * An open task as staff sees it on an order's page.
 *
 * @param address opens it in Tasklist; null for those who may not
 */
record ListedTask(String name, String group, String claimedBy, String due, boolean overdue, String address) {

    static ListedTask of(OpenTask task, boolean mayOpen, ListedMail.Formats formats) {
        return new ListedTask(
                task.name(),
                String.join(", ", task.groups()),
                task.claimedBy().orElse(null),
                task.dueAt().map(formats::minute).orElse(""),
                task.overdue(),
                mayOpen ? "/camunda/app/tasklist/default/#/?task=" + task.id() : null);
    }
}
