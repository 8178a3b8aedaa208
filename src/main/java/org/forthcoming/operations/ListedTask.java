package org.forthcoming.operations;

import org.forthcoming.processes.OpenTasks.OpenTask;

/** An open task as staff sees it on an order's page; its address opens it in Tasklist. */
record ListedTask(String name, String group, String claimedBy, String due, boolean overdue, String address) {

    static ListedTask of(OpenTask task, ListedMail.Formats formats) {
        return new ListedTask(
                task.name(),
                String.join(", ", task.groups()),
                task.claimedBy().orElse(null),
                task.dueAt().map(formats::minute).orElse(""),
                task.overdue(),
                "/camunda/app/tasklist/default/#/?task=" + task.id());
    }
}
