package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ABOUT;
import static org.forthcoming.processes.ModelContract.QUESTION_ID;

import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.forthcoming.orders.QuestionBook;
import org.forthcoming.orders.Refund;
import org.forthcoming.orders.RefundBook;
import org.springframework.stereotype.Component;

/** Shows support the question, and all of the order that an answer may need. */
@Component
class PrepareAnswer implements TaskListener {

    /** So much of what was asked and answered before is shown; all of it is on the order's page. */
    private static final int MOST_OF_EARLIER = 200;

    private final QuestionBook questions;
    private final RefundBook refunds;
    private final TaskNotes notes;

    PrepareAnswer(QuestionBook questions, RefundBook refunds, TaskNotes notes) {
        this.refunds = refunds;
        this.notes = notes;
        this.questions = questions;
    }

    @Override
    public void notify(DelegateTask task) {
        var question = questions.findById(QUESTION_ID.get(task)).orElseThrow();
        var order = question.fulfillment().order();
        var note = notes.about(order)
                .deliverTo(order)
                .fact("Total", order.total().toString())
                .fact("Payment", notes.payment(order))
                .quote(question.asked());
        for (var part : order.fulfillments()) {
            note.fact("Status", part.status().name().replace('_', ' ').toLowerCase(Locale.ROOT))
                    .promise(part)
                    .shipment(part);
            refunds.findByFulfillmentIdOrderById(part.id()).forEach(refund -> note.fact("Refund", words(refund)));
            note.goods(part);
        }
        questions.findByFulfillmentOrderIdOrderById(order.id()).stream()
                .filter(earlier -> earlier.id() != question.id())
                .forEach(earlier -> note.fact("Asked before", beginning(earlier.asked()))
                        .fact("Answer", beginning(earlier.answer().orElse("not yet"))));
        ABOUT.setLocal(task, notes.history(note, question.fulfillment()).toString());
    }

    private static String words(Refund refund) {
        return refund.amount()
                + refund.refundedOn()
                        .map(", paid back on %s"::formatted)
                        .or(() -> refund.dueOn().map(", due by %s"::formatted))
                        .orElse("");
    }

    private static String beginning(String text) {
        return text.length() <= MOST_OF_EARLIER ? text : text.substring(0, MOST_OF_EARLIER) + "…";
    }
}
