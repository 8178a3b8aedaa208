package org.forthcoming.processes;

import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.forthcoming.calendar.ShopClock;
import org.springframework.stereotype.Component;

/** What people still have to do about an order. */
@Component
public class OpenTasks {

    private static final int MOST = 100;

    private final Engine engine;
    private final TaskService tasks;
    private final ShopClock clock;

    OpenTasks(Engine engine, TaskService tasks, ShopClock clock) {
        this.engine = engine;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * A task that is open.
     *
     * @param fulfillment which fulfillment it is about; empty: the order, or a SKU
     * @param groups who is asked to do it
     * @param claimedBy who has taken it on; empty: nobody yet
     */
    public record OpenTask(
            String id,
            String name,
            Optional<Long> fulfillment,
            List<String> groups,
            Optional<String> claimedBy,
            Optional<Instant> dueAt,
            boolean overdue) {}

    /** The tasks about an order, and those about late supply of SKUs that it waits for, the first due first. */
    public List<OpenTask> of(String order, Collection<String> skus) {
        return engine.call(() -> Stream.concat(ofOrder(order), ofLateSupply(skus))
                .map(this::open)
                .toList());
    }

    /** SKUs may be named as orders are: those are the business keys of other processes. */
    private Stream<Task> ofOrder(String number) {
        return tasks
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .orderByDueDate()
                .asc()
                .listPage(0, MOST)
                .stream()
                .filter(task -> !task.getTaskDefinitionKey().equals(ModelContract.DECIDE_ON_LATE_ORDER));
    }

    private Stream<Task> ofLateSupply(Collection<String> skus) {
        return skus.isEmpty()
                ? Stream.empty()
                : tasks
                        .createTaskQuery()
                        .processInstanceBusinessKeyIn(skus.toArray(String[]::new))
                        .taskDefinitionKey(ModelContract.DECIDE_ON_LATE_ORDER)
                        .orderByDueDate()
                        .asc()
                        .listPage(0, MOST)
                        .stream();
    }

    private OpenTask open(Task task) {
        var due = Optional.ofNullable(task.getDueDate()).map(date -> date.toInstant());
        return new OpenTask(
                task.getId(),
                task.getName(),
                Optional.ofNullable(tasks.getVariable(task.getId(), FULFILLMENT_ID.name()))
                        .map(id -> ((Number) id).longValue()),
                tasks.getIdentityLinksForTask(task.getId()).stream()
                        .map(IdentityLink::getGroupId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                Optional.ofNullable(task.getAssignee()),
                due,
                due.filter(clock.instant()::isAfter).isPresent());
    }
}
