package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forthcoming.communication.Notice.CANCELED;
import static org.forthcoming.communication.Notice.DELAYED;
import static org.forthcoming.communication.Notice.FEEDBACK_REQUESTED;
import static org.forthcoming.communication.Notice.ORDER_CHANGED;
import static org.forthcoming.communication.Notice.ORDER_CONFIRMED;
import static org.forthcoming.communication.Notice.QUESTION_ANSWERED;
import static org.forthcoming.communication.Notice.REFUNDED;
import static org.forthcoming.communication.Notice.SHIPPED;
import static org.forthcoming.communication.Notice.WITHDRAWAL_RECEIVED;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.reset;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.forthcoming.communication.Mailing.Outcome;
import org.forthcoming.communication.Notice;
import org.forthcoming.inventory.Supply;
import org.forthcoming.offers.Kind;
import org.forthcoming.orders.Fulfilling.Decision;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Questions;
import org.forthcoming.orders.Refunds;
import org.forthcoming.orders.Rights;
import org.springframework.beans.factory.annotation.Autowired;

/** Brings an order to wherever processes wait, and from there to its end. */
abstract class WaitingTest extends ProcessTest {

    private static final LocalDate ARRIVAL = MONDAY.plusDays(7);
    private static final LocalDate RELEASE = MONDAY.plusDays(18);
    private static final int MOST_STEPS = 20;

    /** They run beside the orders, and wait for nobody who is concerned with one. */
    private static final Set<String> MACHINERY = Set.of(
            ModelContract.ALLOCATION,
            ModelContract.REPROMISING,
            ModelContract.DELAY_WATCH,
            ModelContract.DAY_WATCH,
            ModelContract.MASS_ACT);

    @Autowired
    Questions questions;

    @Autowired
    Rights rights;

    @Autowired
    Refunds refunds;

    String order;

    /** What staff was asked to do on the way to the end. */
    final List<String> done = new ArrayList<>();

    private String sku;
    private Supply supply;

    /** An element of a diagram at which an order waits. */
    record Wait(String process, String element) {

        @Override
        public String toString() {
            return process + ", " + element;
        }
    }

    /** Wherever these diagrams have an order wait: for somebody, a fact, a day or another process. */
    static Stream<Wait> waitsIn(SortedMap<String, byte[]> files) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".bpmn"))
                .flatMap(file -> {
                    var process = file.getKey().replace(".bpmn", "");
                    return Following.model(file.getValue()).getModelElementsByType(FlowNode.class).stream()
                            .filter(node -> !MACHINERY.contains(process) && isWait(node))
                            .map(node -> new Wait(process, node.getId()));
                });
    }

    private static boolean isWait(FlowNode node) {
        return node instanceof UserTask
                || node instanceof ReceiveTask
                || node instanceof EventBasedGateway
                || node instanceof CallActivity
                || node instanceof IntermediateCatchEvent
                        && node.getPreviousNodes().list().stream().noneMatch(EventBasedGateway.class::isInstance);
    }

    // How it gets there ----------------------------------------------------------------------------------------------

    /** An order that waits there. */
    void park(Wait wait) {
        var preorder = wait.process().equals(ModelContract.PREORDER);
        sku = unique(preorder ? "BOOK" : "LAMP");
        done(catalog.put(sku, preorder ? offer(Kind.PREORDER, RELEASE) : offer(Kind.BACKORDER, null)));
        supply = supply(sku, 10, ARRIVAL);
        if (wait.element().equals(ModelContract.CORRECT_MAIL_ADDRESS)) {
            doReturn(Outcome.ADDRESS_REFUSED).when(mailing).send(anyLong());
        }
        var country = wait.process().equals(ModelContract.WITHDRAWAL) ? "DE" : "US";
        order = place(newOrder(country, List.of(new NewLine(sku, 2, null)), false, true));
        runJobs();
        reset(mailing);
        switch (wait.element()) {
            case "Task_WaitForStock", ModelContract.CORRECT_MAIL_ADDRESS -> {}
            case ModelContract.RELEASE_DAY_REACHED -> receive(supply, 10);
            case ModelContract.PACK_AND_SHIP -> stepsUntilTaskOf("warehouse");
            case ModelContract.HANDLE_DELAY, "Gateway_Answer" -> {
                done(receiving.change(supply.id(), Optional.of(ARRIVAL.plusDays(14)), null, "The ship is late."));
                timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
            }
            case "Gateway_AfterShipment" -> ship();
            case "Gateway_AfterRequest" -> deliver();
            case ModelContract.FOLLOW_UP_ON_FEEDBACK -> {
                deliver();
                done(fulfilling.giveFeedback(id(order), 1, "It is scratched.", "customer"));
            }
            case "Task_RefundCanceled", ModelContract.REFUND_CUSTOMER ->
                done(fulfilling.cancel(id(order), List.of(), null, "customer"));
            case "Task_RefundLines" -> done(fulfilling.lowerTo(id(order), sku, 1, "customer"));
            case ModelContract.ANSWER_QUESTION -> done(questions.ask(id(order), "Can it be dimmed?"));
            case ModelContract.ARRANGE_RETURN -> withdraw();
            case "Task_RefundReturn" -> {
                withdraw();
                stepsUntilTaskOf("finance");
            }
            case ModelContract.DECIDE_ON_LATE_ORDER ->
                done(receiving.change(supply.id(), Optional.empty(), null, null));
            default -> throw new AssertionError("Say here how an order gets to where it waits: " + wait);
        }
        runJobs();
        assertThat(waitingAt(wait)).as("waits at %s", wait).hasSize(1);
    }

    private void ship() {
        stepsUntilTaskOf("warehouse");
        step();
    }

    private void deliver() {
        ship();
        done(fulfilling.deliver(id(order), "carrier"));
        runJobs();
    }

    private void withdraw() {
        deliver();
        done(rights.withdraw(id(order)));
        runJobs();
    }

    private void stepsUntilTaskOf(String group) {
        for (int i = 0; i < MOST_STEPS && openTasks(group).isEmpty(); i++) {
            step();
        }
    }

    List<ProcessInstance> waitingAt(Wait wait) {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey(wait.process())
                .activityIdIn(wait.element())
                .list();
    }

    // How it goes on -------------------------------------------------------------------------------------------------

    /** Whatever is waited for happens, until nothing of it runs any more. */
    void toTheEnd() {
        for (int i = 0; i < MOST_STEPS && !running().isEmpty(); i++) {
            step();
        }
        assertThat(running())
                .as("of order %s, which is %s", order, status(order))
                .isEmpty();
    }

    private List<ProcessInstance> running() {
        return Stream.of(order, sku)
                .flatMap(key -> runtime.createProcessInstanceQuery().processInstanceBusinessKey(key).list().stream())
                .toList();
    }

    /** Staff does all that it is asked; where it is asked for nothing, the customer, the supplier or the carrier does. */
    private void step() {
        var open = openTasks(null);
        if (!open.isEmpty()) {
            for (var task : open) {
                done.add(task.getTaskDefinitionKey());
                tasks.complete(task.getId(), entries(task));
            }
        } else {
            switch (status(order)) {
                case AWAITING_STOCK -> {
                    if (of(order).allocated()) {
                        timeGoesTo(RELEASE);
                    } else {
                        receive(supply, 10);
                    }
                }
                case DELAYED -> timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
                case CANCEL_OFFERED -> done(fulfilling.decide(id(order), Decision.WAIT, "customer"));
                case SHIPPED -> done(fulfilling.deliver(id(order), "carrier"));
                case FEEDBACK_REQUESTED -> done(fulfilling.giveFeedback(id(order), 5, null, "customer"));
                default -> throw new AssertionError("Nobody does anything when it is " + status(order));
            }
        }
        runJobs();
    }

    private List<Task> openTasks(String group) {
        return Stream.of(order, sku)
                .flatMap(key -> {
                    var query = tasks.createTaskQuery().processInstanceBusinessKey(key);
                    return (group == null ? query : query.taskCandidateGroup(group)).list().stream();
                })
                .toList();
    }

    private Map<String, Object> entries(Task task) {
        return switch (task.getTaskDefinitionKey()) {
            case ModelContract.PACK_AND_SHIP -> Map.of("carrier", "DHL", "trackingNumber", "JD014600");
            case ModelContract.REFUND_CUSTOMER -> {
                var refund = (Long) tasks.getVariable(task.getId(), "refundId");
                yield Map.of(
                        "refundedAmount",
                        refunds.refund(refund).amount().getAmount().toPlainString(),
                        "refundedOn",
                        calendar.today().toString());
            }
            case ModelContract.ANSWER_QUESTION -> Map.of("answer", "Yes, it can.");
            case ModelContract.FOLLOW_UP_ON_FEEDBACK, ModelContract.ARRANGE_RETURN -> Map.of("note", "We called.");
            case ModelContract.CORRECT_MAIL_ADDRESS -> Map.of("email", "ada@right.example");
            case ModelContract.DECIDE_ON_LATE_ORDER ->
                Map.of("decision", "NEW_DATE", "promisedOn", "2026-03-26", "reason", "The supplier was late.");
            default -> Map.of();
        };
    }

    /** The mails that who waited there has got in the end. */
    static Set<Notice> told(Wait wait) {
        return switch (wait.element()) {
            case "Task_RefundCanceled", ModelContract.REFUND_CUSTOMER -> Set.of(ORDER_CONFIRMED, CANCELED, REFUNDED);
            case "Task_RefundLines" -> Set.of(ORDER_CONFIRMED, ORDER_CHANGED, REFUNDED, SHIPPED, FEEDBACK_REQUESTED);
            case ModelContract.HANDLE_DELAY, "Gateway_Answer", ModelContract.DECIDE_ON_LATE_ORDER ->
                Set.of(ORDER_CONFIRMED, DELAYED, SHIPPED, FEEDBACK_REQUESTED);
            case ModelContract.ANSWER_QUESTION ->
                Set.of(ORDER_CONFIRMED, QUESTION_ANSWERED, SHIPPED, FEEDBACK_REQUESTED);
            case ModelContract.ARRANGE_RETURN, "Task_RefundReturn" ->
                Set.of(ORDER_CONFIRMED, SHIPPED, FEEDBACK_REQUESTED, WITHDRAWAL_RECEIVED, REFUNDED);
            default -> Set.of(ORDER_CONFIRMED, SHIPPED, FEEDBACK_REQUESTED);
        };
    }
}
