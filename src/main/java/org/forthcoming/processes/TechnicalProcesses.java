package org.forthcoming.processes;

import static org.forthcoming.processes.ModelContract.CURSOR;
import static org.forthcoming.processes.ModelContract.SKU;

import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.forthcoming.inventory.AllocationLeft;
import org.forthcoming.orders.DelayFound;
import org.forthcoming.orders.RepromisingLeft;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts what has to be done after the present transaction, stored together with it. */
@Component
class TechnicalProcesses {

    private final Engine engine;
    private final RuntimeService runtime;
    private final ManagementService jobs;

    TechnicalProcesses(Engine engine, RuntimeService runtime, ManagementService jobs) {
        this.engine = engine;
        this.runtime = runtime;
        this.jobs = jobs;
    }

    @EventListener
    void on(AllocationLeft fact) {
        goOn(ModelContract.ALLOCATION, fact.sku(), fact.after());
    }

    @EventListener
    void on(RepromisingLeft fact) {
        goOn(ModelContract.REPROMISING, fact.sku(), fact.after());
    }

    /** The watch wakes when the next notice is due, which each change may put off or bring forward. */
    @EventListener
    void on(DelayFound fact) {
        goOn(ModelContract.DELAY_WATCH, "all", UUID.randomUUID().toString());
        engine.run(() -> jobs.createJobQuery()
                .processDefinitionKey(ModelContract.DELAY_WATCH)
                .timers()
                .listPage(0, 100)
                .forEach(timer -> jobs.recalculateJobDuedate(timer.getId(), false)));
    }

    /**
     * One pass per SKU is enough: a running one goes on from where the newer one has come to.
     *
     * <p>Both sides hold the stock's lock here. A batch that was waiting for it finds its place moved, loses the race
     * and is run again from the new place.
     */
    private void goOn(String process, String sku, String after) {
        engine.run(() -> {
            var running = runtime.createProcessInstanceQuery()
                    .processDefinitionKey(process)
                    .processInstanceBusinessKey(sku)
                    .listPage(0, 1);
            if (running.isEmpty()) {
                runtime.createProcessInstanceByKey(process)
                        .businessKey(sku)
                        .setVariable(SKU.name(), sku)
                        .setVariable(CURSOR.name(), after)
                        .execute();
            } else {
                var instance = running.get(0).getId();
                runtime.setVariable(instance, CURSOR.name(), after);
                // It may have given up before; whoever waits behind its last batch must not wait for an administrator.
                jobs.createJobQuery()
                        .processInstanceId(instance)
                        .noRetriesLeft()
                        .listPage(0, 1)
                        .forEach(job -> jobs.setJobRetries(job.getId(), 1));
            }
        });
    }
}
