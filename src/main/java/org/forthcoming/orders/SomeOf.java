package org.forthcoming.orders;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/**
 * Narrows a step that looks for the next of many fulfillments to some of those that it finds, so that one for which it fails
 * need not keep back the others of its batch. It holds for the thread that takes the step.
 */
@Component
public class SomeOf {

    private final ThreadLocal<UnaryOperator<List<Long>>> choice = ThreadLocal.withInitial(UnaryOperator::identity);

    /** Takes the step for whoever it finds but these. Returns what the step does. */
    public boolean allBut(Collection<Long> these, BooleanSupplier step) {
        return choose(found -> found.stream().filter(id -> !these.contains(id)).toList(), step);
    }

    /** Takes the step for those of these whom it finds. Returns what the step does. */
    public boolean just(Collection<Long> these, BooleanSupplier step) {
        return choose(found -> found.stream().filter(these::contains).toList(), step);
    }

    /** For whom the step would be taken next; nothing is done to them. */
    public List<Long> foundBy(BooleanSupplier step) {
        var all = new ArrayList<Long>();
        choose(
                found -> {
                    all.addAll(found);
                    return List.of();
                },
                step);
        return all.stream().distinct().toList();
    }

    private boolean choose(UnaryOperator<List<Long>> chosen, BooleanSupplier step) {
        choice.set(chosen);
        try {
            return step.getAsBoolean();
        } finally {
            choice.remove();
        }
    }

    List<Long> among(List<Long> found) {
        return choice.get().apply(found);
    }
}
