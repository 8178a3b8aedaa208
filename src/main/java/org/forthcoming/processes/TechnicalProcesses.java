package org.forthcoming.processes;

import static org.forthcoming.processes.ModelContract.CURSOR;
import static org.forthcoming.processes.ModelContract.MAIL_ID;
import static org.forthcoming.processes.ModelContract.SKU;

import org.camunda.bpm.engine.RuntimeService;
import org.forthcoming.communication.MailQueued;
import org.forthcoming.inventory.AllocationLeft;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts what has to be done after the present transaction, stored together with it. */
@Component
class TechnicalProcesses {

    private final Engine engine;
    private final RuntimeService runtime;

    TechnicalProcesses(Engine engine, RuntimeService runtime) {
        this.engine = engine;
        this.runtime = runtime;
    }

    @EventListener
    void on(MailQueued fact) {
        engine.run(() -> runtime.createProcessInstanceByKey(ModelContract.MAIL)
                .businessKey(fact.orderNumber())
                .setVariable(MAIL_ID.name(), fact.mailId())
                .execute());
    }

    /**
     * One pass per SKU is enough: a running one goes on from where the newer one has come to.
     *
     * <p>Both sides hold the stock's lock here. A batch that was waiting for it finds its place moved, loses the race
     * and is run again from the new place.
     */
    @EventListener
    void on(AllocationLeft fact) {
        engine.run(() -> {
            var running = runtime.createProcessInstanceQuery()
                    .processDefinitionKey(ModelContract.ALLOCATION)
                    .processInstanceBusinessKey(fact.sku())
                    .listPage(0, 1);
            if (running.isEmpty()) {
                runtime.createProcessInstanceByKey(ModelContract.ALLOCATION)
                        .businessKey(fact.sku())
                        .setVariable(SKU.name(), fact.sku())
                        .setVariable(CURSOR.name(), fact.after())
                        .execute();
            } else {
                runtime.setVariable(running.get(0).getId(), CURSOR.name(), fact.after());
            }
        });
    }
}
