package org.forthcoming.processes;

import static org.forthcoming.processes.ModelContract.ABOUT;
import static org.forthcoming.processes.ModelContract.ACT_ID;
import static org.forthcoming.processes.ModelContract.CURSOR;
import static org.forthcoming.processes.ModelContract.SKU;

import java.util.Date;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.forthcoming.calendar.ShopClock;
import org.forthcoming.inventory.AllocationLeft;
import org.forthcoming.orders.CoverMissing;
import org.forthcoming.orders.DelayFound;
import org.forthcoming.orders.LateOrders;
import org.forthcoming.orders.LateOrdersChanged;
import org.forthcoming.orders.MassActStarted;
import org.forthcoming.orders.RepromisingLeft;
import org.forthcoming.processes.tasks.PrepareDecision;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts what has to be done after the present transaction, stored together with it. */
@Component
class TechnicalProcesses {

    private final Engine engine;
    private final RuntimeService runtime;
    private final ManagementService jobs;
    private final TaskService tasks;
    private final LateOrders lateOrders;
    private final PrepareDecision decision;
    private final ProcessEngineConfigurationImpl configuration;
    private final ShopClock clock;

    TechnicalProcesses(
            Engine engine,
            RuntimeService runtime,
            ManagementService jobs,
            TaskService tasks,
            LateOrders lateOrders,
            PrepareDecision decision,
            ProcessEngineConfigurationImpl configuration,
            ShopClock clock) {
        this.tasks = tasks;
        this.decision = decision;
        this.lateOrders = lateOrders;
        this.engine = engine;
        this.runtime = runtime;
        this.jobs = jobs;
        this.configuration = configuration;
        this.clock = clock;
    }

    @EventListener
    void on(AllocationLeft fact) {
        goOn(ModelContract.ALLOCATION, fact.sku(), fact.after());
    }

    @EventListener
    void on(RepromisingLeft fact) {
        goOn(ModelContract.REPROMISING, fact.sku(), fact.after());
    }

    /** One question per SKU, however many wait for it; another may be promised an earlier day than the others. */
    @EventListener
    void on(CoverMissing fact) {
        engine.run(() -> fact.skus().forEach(sku -> {
            var asked = runtime.createProcessInstanceQuery()
                    .processDefinitionKey(ModelContract.LATE_SUPPLY)
                    .processInstanceBusinessKey(sku)
                    .listPage(0, 1);
            if (asked.isEmpty()) {
                runtime.createProcessInstanceByKey(ModelContract.LATE_SUPPLY)
                        .businessKey(sku)
                        .setVariable(SKU.name(), sku)
                        .execute();
            } else {
                askAnew(asked.get(0).getId(), sku);
            }
        }));
    }

    /** More or fewer wait now, perhaps for another day: what the task says and when it is due follows. */
    private void askAnew(String instance, String sku) {
        tasks.createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey(ModelContract.DECIDE_ON_LATE_ORDER)
                .listPage(0, 1)
                .forEach(task -> {
                    tasks.setVariableLocal(task.getId(), ABOUT.name(), decision.note(sku));
                    tasks.setDueDate(task.getId(), Date.from(lateOrders.lastMoment(sku)));
                });
        jobs.createJobQuery()
                .processInstanceId(instance)
                .timers()
                .listPage(0, 1)
                .forEach(timer -> jobs.recalculateJobDuedate(timer.getId(), false));
    }

    @EventListener
    void on(MassActStarted fact) {
        engine.run(() -> runtime.createProcessInstanceByKey(ModelContract.MASS_ACT)
                .businessKey(String.valueOf(fact.act().id()))
                .setVariable(ACT_ID.name(), fact.act().id())
                .execute());
    }

    /** Whoever was asked what becomes of them finds the question gone when nobody is left of whom to decide. */
    @EventListener
    void on(LateOrdersChanged fact) {
        engine.run(() -> fact.skus().forEach(sku -> {
            var asked = runtime.createExecutionQuery()
                    .processDefinitionKey(ModelContract.LATE_SUPPLY)
                    .processInstanceBusinessKey(sku)
                    .messageEventSubscriptionName(ModelContract.LATE_ORDERS_SETTLED)
                    .listPage(0, 1);
            if (!asked.isEmpty() && !lateOrders.anyoneWaits(sku)) {
                runtime.messageEventReceived(
                        ModelContract.LATE_ORDERS_SETTLED, asked.get(0).getId());
            } else if (!asked.isEmpty()) {
                askAnew(asked.get(0).getProcessInstanceId(), sku);
            }
        }));
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

    private int asManyAsAtFirst() {
        return configuration.getFailedJobRetryTimeCycle().split(",").length + 1;
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
                        .forEach(job -> jobs.setJobRetries(asManyAsAtFirst())
                                .jobId(job.getId())
                                .dueDate(Date.from(clock.instant()))
                                .execute());
            }
        });
    }
}
