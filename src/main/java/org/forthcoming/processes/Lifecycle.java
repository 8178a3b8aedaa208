package org.forthcoming.processes;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.forthcoming.processes.ModelContract.ABOUT;
import static org.forthcoming.processes.ModelContract.ADDRESS_CHANGED;
import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;
import static org.forthcoming.processes.ModelContract.REFUND_ID;
import static org.forthcoming.processes.ModelContract.REPORTED;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.forthcoming.offers.Kind;
import org.forthcoming.orders.AddressChanged;
import org.forthcoming.orders.DelayAgreed;
import org.forthcoming.orders.DelayOver;
import org.forthcoming.orders.DelayStage;
import org.forthcoming.orders.DelayTold;
import org.forthcoming.orders.FeedbackGiven;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.FulfillmentCanceled;
import org.forthcoming.orders.FulfillmentDelivered;
import org.forthcoming.orders.FulfillmentShipped;
import org.forthcoming.orders.FulfillmentSplit;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.orders.LinesCanceled;
import org.forthcoming.orders.OrderPlaced;
import org.forthcoming.orders.OrderRaised;
import org.forthcoming.orders.PeriodSet;
import org.forthcoming.orders.PromiseImproved;
import org.forthcoming.orders.Refund;
import org.forthcoming.orders.ReleaseMoved;
import org.forthcoming.orders.ReleasePostponed;
import org.forthcoming.orders.StockAllocated;
import org.forthcoming.processes.tasks.PreparePacking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the process of a fulfillment what happened to it, in the transaction in which it happened. */
@Component
class Lifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    /** So many instances are looked up in one statement. */
    private static final int LOOK_UP = 200;

    /** Before all that can still be packed in time. */
    private static final int OF_LATE_PACKING = 90;

    /** As the diagrams have it for what becomes ready while a period runs. */
    private static final int OF_LAST_PERIOD = 80;

    private final Engine engine;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService jobs;
    private final Fulfilling fulfilling;
    private final PreparePacking packing;
    private final DueDates dueDates;

    Lifecycle(
            Engine engine,
            RuntimeService runtime,
            TaskService tasks,
            ManagementService jobs,
            Fulfilling fulfilling,
            PreparePacking packing,
            DueDates dueDates) {
        this.packing = packing;
        this.dueDates = dueDates;
        this.engine = engine;
        this.runtime = runtime;
        this.tasks = tasks;
        this.jobs = jobs;
        this.fulfilling = fulfilling;
    }

    @EventListener
    void on(OrderPlaced fact) {
        engine.run(() -> fact.order().fulfillments().forEach(this::start));
    }

    /** Its order was confirmed before, so it begins behind that; a question that is open is open for it too. */
    @EventListener
    void on(FulfillmentSplit fact) {
        engine.run(() -> {
            var start = processOf(fact.rest()).startBeforeActivity(ModelContract.STOCK_NEEDED);
            // Also when the time to answer has ended and nothing has come of it yet: silence is to count for it too.
            if (fact.rest().delayStage().equals(Optional.of(DelayStage.ASKED))) {
                start.startBeforeActivity(ModelContract.HANDLE_DELAY);
            }
            startedBy(start, fact.rest());
        });
    }

    /** The order was confirmed before; the mail that it is changed names what came on top. */
    @EventListener
    void on(OrderRaised fact) {
        engine.run(() -> startedBy(
                processOf(fact.fulfillment()).startBeforeActivity(ModelContract.STOCK_NEEDED), fact.fulfillment()));
        // Another command, which finds the instance that the first has stored.
        engine.run(() -> tellOfChange(fact.fulfillment(), false));
    }

    private void start(Fulfillment fulfillment) {
        startedBy(processOf(fulfillment), fulfillment);
    }

    private ProcessInstantiationBuilder processOf(Fulfillment fulfillment) {
        return runtime.createProcessInstanceByKey(
                        fulfillment.kind() == Kind.PREORDER ? ModelContract.PREORDER : ModelContract.BACKORDER)
                .businessKey(fulfillment.order().number())
                .setVariable(FULFILLMENT_ID.name(), fulfillment.id());
    }

    private void startedBy(ProcessInstantiationBuilder process, Fulfillment fulfillment) {
        fulfilling.startedBy(fulfillment.id(), process.execute().getId());
    }

    /**
     * Lets a fulfillment whose process an administrator has ended go on with a new one, from where it stands, so that what
     * happens to it next is told and done all the same. No mail goes out twice by that: each is kept once.
     *
     * @param news what else the new process has to do because of what happens
     */
    private void goOn(Fulfillment fulfillment, Consumer<ProcessInstantiationBuilder> news) {
        LOG.warn(
                "The process of fulfillment {} of order {} is gone; it goes on with a new one.",
                fulfillment.id(),
                fulfillment.order().number());
        var start = processOf(fulfillment).startBeforeActivity(placeOf(fulfillment));
        if (fulfillment.status().beforeShipment() && fulfillment.delayStage().isPresent()) {
            start.startBeforeActivity(ModelContract.HANDLE_DELAY);
        }
        news.accept(start);
        fulfilling.goesOnWith(fulfillment.id(), start.execute().getId());
    }

    private static String placeOf(Fulfillment fulfillment) {
        if (fulfillment.status() == FulfillmentStatus.CANCELED) {
            return ModelContract.TELL_CANCELLATION;
        }
        if (fulfillment.status().beforeShipment()) {
            return ModelContract.STOCK_NEEDED;
        }
        if (fulfillment.rating().isPresent()) {
            return ModelContract.BAD_RATING;
        }
        return fulfillment.deliveredOn().isPresent() || fulfillment.status() == FulfillmentStatus.FEEDBACK_REQUESTED
                ? ModelContract.ASK_FOR_FEEDBACK
                : ModelContract.TELL_SHIPMENT;
    }

    /** Whether its process was ended before its time. One that this command has just started is not stored yet, but there. */
    private static boolean isGone(Fulfillment fulfillment) {
        return fulfillment.status() != FulfillmentStatus.COMPLETED
                && fulfillment
                        .processInstanceId()
                        .filter(instance -> Context.getCommandContext()
                                        .getExecutionManager()
                                        .findExecutionById(instance)
                                == null)
                        .isPresent();
    }

    @EventListener
    void on(StockAllocated fact) {
        tellAll(fact.fulfillments(), ModelContract.STOCK_ALLOCATED);
    }

    /** Whoever was asked to pack it finds it gone, until the release day asks again. */
    @EventListener
    void on(ReleasePostponed fact) {
        tellAll(fact.fulfillments(), ModelContract.RELEASE_POSTPONED);
    }

    /** Many at once, so the waiting executions are found with one statement, and all go on as one command. */
    private int tellWhoWaits(List<Fulfillment> fulfillments, String message) {
        var told = 0;
        var instances = instancesOf(fulfillments);
        for (int from = 0; from < instances.size(); from += LOOK_UP) {
            var some = instances.subList(from, Math.min(from + LOOK_UP, instances.size()));
            told += engine.call(() -> {
                var waiting = waitingFor(message, some);
                waiting.forEach(one -> runtime.messageEventReceived(message, one.getId()));
                return waiting.size();
            });
        }
        return told;
    }

    /** Where each is expected to wait for it: who does not may have no process any more, and goes on with a new one. */
    private void tellAll(List<Fulfillment> fulfillments, String message) {
        if (tellWhoWaits(fulfillments, message) < instancesOf(fulfillments).size()) {
            engine.run(() -> goOnIfGone(fulfillments));
        }
    }

    private void goOnIfGone(List<Fulfillment> fulfillments) {
        fulfillments.stream().filter(Lifecycle::isGone).forEach(gone -> goOn(gone, start -> {}));
    }

    /** Who has no process yet is about to get one, which asks by itself. */
    private static List<String> instancesOf(List<Fulfillment> fulfillments) {
        return fulfillments.stream()
                .flatMap(fulfillment -> fulfillment.processInstanceId().stream())
                .toList();
    }

    /** In these processes, or in those that they have called. */
    private List<Execution> waitingFor(String message, List<String> instances) {
        var names = IntStream.range(0, instances.size())
                .mapToObj(i -> "#{instance" + i + "}")
                .collect(joining(", "));
        var query =
                runtime.createNativeExecutionQuery().sql("""
                        select E.* from ACT_RU_EXECUTION E
                        join ACT_RU_EVENT_SUBSCR S on S.EXECUTION_ID_ = E.ID_
                        join ACT_RU_EXECUTION P on P.ID_ = E.PROC_INST_ID_
                        where P.ROOT_PROC_INST_ID_ in (%s) and S.EVENT_NAME_ = #{message}""".formatted(names)).parameter("message", message);
        for (int i = 0; i < instances.size(); i++) {
            query.parameter("instance" + i, instances.get(i));
        }
        return query.list();
    }

    @EventListener
    void on(PromiseImproved fact) {
        tellAll(List.of(fact.fulfillment()), ModelContract.PROMISE_IMPROVED);
    }

    @EventListener
    void on(FulfillmentCanceled fact) {
        var fulfillment = fact.fulfillment();
        var refund = idOf(fact.refund());
        engine.run(() -> {
            var told = message(fulfillment, ModelContract.FULFILLMENT_CANCELED)
                    .setVariable(REFUND_ID.name(), refund)
                    .correlateAllWithResult();
            if (told.isEmpty()) {
                goOn(fulfillment, start -> start.setVariable(REFUND_ID.name(), refund));
            }
        });
    }

    /** The refund is a variable of this one change: the next change of the same order has another. */
    @EventListener
    void on(LinesCanceled fact) {
        engine.run(() -> {
            tellOfChange(fact.fulfillment(), Variables.putValue(REFUND_ID.name(), idOf(fact.refund())));
            tellWhoPacks(fact.fulfillment());
        });
    }

    /** One mail tells it for all of the order. */
    @EventListener
    void on(AddressChanged fact) {
        engine.run(() -> {
            tellOfChange(fact.unshipped().get(0), true);
            goOnIfGone(fact.unshipped());
            fact.unshipped().forEach(this::tellWhoPacks);
        });
    }

    private void tellOfChange(Fulfillment fulfillment, boolean address) {
        tellOfChange(fulfillment, Variables.putValue(REFUND_ID.name(), null).putValue(ADDRESS_CHANGED.name(), address));
    }

    private void tellOfChange(Fulfillment fulfillment, VariableMap change) {
        if (isGone(fulfillment)) {
            goOn(
                    fulfillment,
                    start ->
                            start.startBeforeActivity(ModelContract.TELL_CHANGE).setVariablesLocal(change));
        } else {
            message(fulfillment, ModelContract.ORDER_CHANGED)
                    .setVariablesToTriggeredScope(change)
                    .correlate();
        }
    }

    private void tellWhoPacks(Fulfillment fulfillment) {
        packingTask(fulfillment)
                .ifPresent(task -> tasks.setVariableLocal(task.getId(), ABOUT.name(), packing.note(fulfillment)));
    }

    private Optional<Task> packingTask(Fulfillment fulfillment) {
        return Optional.ofNullable(tasks.createTaskQuery()
                .processInstanceId(fulfillment.processInstanceId().orElseThrow())
                .taskDefinitionKey(ModelContract.PACK_AND_SHIP)
                .singleResult());
    }

    private static Long idOf(Refund refund) {
        return refund == null ? null : Long.valueOf(refund.id());
    }

    /** A door reported the shipment that the warehouse had the task to report. */
    @EventListener
    void on(FulfillmentShipped fact) {
        var fulfillment = fact.fulfillment();
        engine.run(() -> {
            if (isGone(fulfillment)) {
                goOn(fulfillment, start -> {});
                return;
            }
            var task = packingTask(fulfillment)
                    .orElseThrow(() -> new IllegalStateException("Nobody was asked to pack it."));
            tasks.complete(task.getId(), Variables.putValue(REPORTED.name(), REPORTED.passing(true)));
        });
    }

    /** A notice that is still unanswered gives way to the new one. */
    @EventListener
    void on(DelayTold fact) {
        tellWhoWaits(fact.fulfillments(), ModelContract.DELAY_RENEWED);
        tellAll(fact.fulfillments(), ModelContract.DELAY_TOLD);
        fact.fulfillments().stream()
                .filter(fulfillment -> fulfillment.status() == FulfillmentStatus.READY_TO_SHIP)
                .forEach(fulfillment -> engine.run(() ->
                        packingTask(fulfillment).ifPresent(task -> tasks.setPriority(task.getId(), OF_LATE_PACKING))));
    }

    /** Whoever packs it hears that the customer waits no longer than that. */
    @EventListener
    void on(PeriodSet fact) {
        var fulfillment = fact.fulfillment();
        engine.run(() -> goOnIfGone(List.of(fulfillment)));
        engine.run(() -> packingTask(fulfillment).ifPresent(task -> {
            task.setPriority(Math.max(task.getPriority(), OF_LAST_PERIOD));
            task.setDueDate(dueDates.onPromisedDay(fulfillment.id()));
            tasks.saveTask(task);
        }));
    }

    @EventListener
    void on(DelayOver fact) {
        tellWhoWaits(List.of(fact.fulfillment()), ModelContract.DELAY_RENEWED);
    }

    @EventListener
    void on(DelayAgreed fact) {
        tellAll(List.of(fact.fulfillment()), ModelContract.DELAY_AGREED);
    }

    @EventListener
    void on(FulfillmentDelivered fact) {
        tellAll(List.of(fact.fulfillment()), ModelContract.FULFILLMENT_DELIVERED);
    }

    @EventListener
    void on(FeedbackGiven fact) {
        tellAll(List.of(fact.fulfillment()), ModelContract.FEEDBACK_GIVEN);
    }

    /** Who waits for the release waits for the new day; who does not wait for it yet will ask for the day by itself. */
    @EventListener
    void on(ReleaseMoved fact) {
        var instances = instancesOf(fact.fulfillments());
        if (!instances.isEmpty()) {
            engine.run(() -> {
                // A query for both the element and many instances is broken in this engine.
                var timers =
                        jobs.createJobDefinitionQuery().activityIdIn(ModelContract.RELEASE_DAY_REACHED).list().stream()
                                .map(JobDefinition::getId)
                                .collect(toSet());
                jobs.createJobQuery().processInstanceIds(Set.copyOf(instances)).list().stream()
                        .filter(job -> timers.contains(job.getJobDefinitionId()))
                        .forEach(timer -> jobs.recalculateJobDuedate(timer.getId(), false));
            });
        }
    }

    private MessageCorrelationBuilder message(Fulfillment fulfillment, String message) {
        return runtime.createMessageCorrelation(message)
                .processInstanceId(fulfillment.processInstanceId().orElseThrow());
    }
}
