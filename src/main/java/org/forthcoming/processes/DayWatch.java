package org.forthcoming.processes;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Sees to it that the process DayWatch runs, from which all follows that is due because a day has begun. It begins anew with
 * each start of the shop, by its newest diagram, and so makes up at once for what came due meanwhile. Should two nodes that
 * start together leave two of it, each finds what is due, and the second one nothing.
 */
@Component
class DayWatch {

    private final Engine engine;
    private final RuntimeService runtime;

    DayWatch(Engine engine, RuntimeService runtime) {
        this.engine = engine;
        this.runtime = runtime;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        engine.run(() -> {
            runtime.createProcessInstanceQuery()
                    .processDefinitionKey(ModelContract.DAY_WATCH)
                    .list()
                    .forEach(former -> runtime.deleteProcessInstanceIfExists(
                            former.getId(), "The shop starts again.", true, true, true, true));
            runtime.startProcessInstanceByKey(ModelContract.DAY_WATCH);
        });
    }
}
