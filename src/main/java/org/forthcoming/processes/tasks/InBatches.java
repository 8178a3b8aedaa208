package org.forthcoming.processes.tasks;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.forthcoming.processes.ModelContract.SET_ASIDE;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.context.Context;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.Fulfillments.Numbered;
import org.forthcoming.orders.SomeOf;
import org.forthcoming.processes.Engine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes a step for many orders in bounded batches, so that what is wrong with one of them stops no other. A batch that has
 * failed is done order by order when it is tried again, each in a transaction of its own. Those that fail even so are set
 * aside until nothing else is left; then the step fails for them alone, and becomes an incident that names them.
 */
@Component
class InBatches {

    private static final Logger LOG = LoggerFactory.getLogger(InBatches.class);

    private static final int MOST_NAMED = 10;

    private final Engine engine;
    private final SomeOf someOf;
    private final Fulfillments fulfillments;

    InBatches(Engine engine, SomeOf someOf, Fulfillments fulfillments) {
        this.engine = engine;
        this.someOf = someOf;
        this.fulfillments = fulfillments;
    }

    /** Takes the step, which answers whether it found anybody, for the next batch. Returns whether others may be left. */
    boolean next(DelegateExecution execution, BooleanSupplier step) {
        if (failedBefore()) {
            return orderByOrder(execution, step);
        }
        var aside = SET_ASIDE.get(execution);
        if (aside == null) {
            return step.getAsBoolean();
        }
        var some = Stream.of(aside.split(",")).map(Long::valueOf).toList();
        if (someOf.allBut(some, step)) {
            return true;
        }
        throw new IllegalStateException("It can't be done for order %s; for all others it is."
                .formatted(named(byNumber(some).keySet().stream().toList())));
    }

    private boolean orderByOrder(DelegateExecution execution, BooleanSupplier step) {
        var found = byNumber(someOf.foundBy(step));
        var failed = new HashMap<String, RuntimeException>();
        found.forEach((number, ids) -> {
            try {
                engine.callAnew(() -> someOf.just(ids, step));
            } catch (RuntimeException e) {
                LOG.warn("{} failed for order {} alone.", execution.getCurrentActivityId(), number, e);
                failed.put(number, e);
            }
        });
        if (!failed.isEmpty() && failed.size() == found.size()) {
            var numbers = failed.keySet().stream().sorted().toList();
            var first = failed.get(numbers.get(0));
            throw new IllegalStateException(
                    "It can't be done for order %s: %s".formatted(named(numbers), first.getMessage()), first);
        }
        SET_ASIDE.setLocal(
                execution,
                failed.isEmpty()
                        ? null
                        : failed.keySet().stream()
                                .flatMap(number -> found.get(number).stream())
                                .map(String::valueOf)
                                .collect(joining(",")));
        return true;
    }

    private Map<String, List<Long>> byNumber(List<Long> ids) {
        return fulfillments.numbersOf(ids).stream()
                .collect(groupingBy(Numbered::getNumber, TreeMap::new, mapping(Numbered::getId, toList())));
    }

    private static String named(List<String> numbers) {
        var more = numbers.size() - MOST_NAMED;
        return numbers.stream().limit(MOST_NAMED).collect(joining(", "))
                + (more > 0 ? " and %d more".formatted(more) : "");
    }

    /** Whether the job that runs now has failed before. */
    private static boolean failedBefore() {
        var job = Context.getCommandContext().getCurrentJob();
        return job != null && job.getExceptionMessage() != null;
    }
}
