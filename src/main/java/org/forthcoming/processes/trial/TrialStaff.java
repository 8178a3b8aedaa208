package org.forthcoming.processes.trial;

import static org.forthcoming.processes.ModelContract.ANSWER;
import static org.forthcoming.processes.ModelContract.ANSWER_QUESTION;
import static org.forthcoming.processes.ModelContract.ARRANGE_RETURN;
import static org.forthcoming.processes.ModelContract.CARRIER;
import static org.forthcoming.processes.ModelContract.CORRECT_MAIL_ADDRESS;
import static org.forthcoming.processes.ModelContract.DECIDE_ON_LATE_ORDER;
import static org.forthcoming.processes.ModelContract.DECISION;
import static org.forthcoming.processes.ModelContract.EMAIL;
import static org.forthcoming.processes.ModelContract.FOLLOW_UP_ON_FEEDBACK;
import static org.forthcoming.processes.ModelContract.NOTE;
import static org.forthcoming.processes.ModelContract.PACK_AND_SHIP;
import static org.forthcoming.processes.ModelContract.PROMISED_ON;
import static org.forthcoming.processes.ModelContract.REASON;
import static org.forthcoming.processes.ModelContract.REFUNDED_AMOUNT;
import static org.forthcoming.processes.ModelContract.REFUNDED_ON;
import static org.forthcoming.processes.ModelContract.REFUND_CUSTOMER;
import static org.forthcoming.processes.ModelContract.REFUND_ID;
import static org.forthcoming.processes.ModelContract.TRACKING_NUMBER;

import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Refunds;
import org.forthcoming.processes.OwnForms;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Does what staff is asked to do, as the forms ask for it; where a form of the shop's own offers choices, its first is
 * chosen.
 */
@Component
@Profile(TrialRun.PROFILE)
class TrialStaff {

    private final TaskService tasks;
    private final OwnForms forms;
    private final Refunds refunds;
    private final ShopCalendar calendar;

    TrialStaff(TaskService tasks, OwnForms forms, Refunds refunds, ShopCalendar calendar) {
        this.tasks = tasks;
        this.forms = forms;
        this.refunds = refunds;
        this.calendar = calendar;
    }

    void complete(Task task, Stage stage) {
        tasks.complete(task.getId(), entries(task, stage));
    }

    private Map<String, Object> entries(Task task, Stage stage) {
        return switch (task.getTaskDefinitionKey()) {
            case PACK_AND_SHIP -> Map.of(CARRIER.name(), "UPS", TRACKING_NUMBER.name(), "1Z-" + stage.order());
            case REFUND_CUSTOMER ->
                Map.of(
                        REFUNDED_AMOUNT.name(),
                        amount(task),
                        REFUNDED_ON.name(),
                        calendar.today().toString());
            case ANSWER_QUESTION -> Map.of(ANSWER.name(), "Yes, it can.");
            case FOLLOW_UP_ON_FEEDBACK, ARRANGE_RETURN -> Map.of(NOTE.name(), "We called the customer.");
            case CORRECT_MAIL_ADDRESS -> Map.of(EMAIL.name(), "corrected@example.org");
            case DECIDE_ON_LATE_ORDER ->
                stage.newDay()
                        .<Map<String, Object>>map(day -> Map.of(
                                DECISION.name(),
                                "NEW_DATE",
                                PROMISED_ON.name(),
                                day.toString(),
                                REASON.name(),
                                "The supplier was late."))
                        .orElse(Map.of(DECISION.name(), "NO_DATE", REASON.name(), "The supplier knows no day."));
            default ->
                forms.firstChoice(task.getId())
                        .<Map<String, Object>>map(choice -> Map.of(DECISION.name(), choice))
                        .orElse(Map.of());
        };
    }

    private String amount(Task task) {
        var refund = (Number) tasks.getVariable(task.getId(), REFUND_ID.name());
        return refunds.refund(refund.longValue()).amount().getAmount().toPlainString();
    }
}
