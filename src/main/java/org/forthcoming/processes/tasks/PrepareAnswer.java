package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ABOUT;
import static org.forthcoming.processes.ModelContract.QUESTION_ID;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.forthcoming.orders.QuestionBook;
import org.springframework.stereotype.Component;

/** Shows support the question, and all of the order that an answer may need. */
@Component
class PrepareAnswer implements TaskListener {

    private final QuestionBook questions;
    private final TaskNotes notes;

    PrepareAnswer(QuestionBook questions, TaskNotes notes) {
        this.notes = notes;
        this.questions = questions;
    }

    @Override
    public void notify(DelegateTask task) {
        var question = questions.findById(QUESTION_ID.get(task)).orElseThrow();
        var order = question.fulfillment().order();
        var note = notes.about(order).deliverTo(order).quote(question.asked());
        for (var part : order.fulfillments()) {
            note.fact("Status", part.status().name()).promise(part).goods(part);
        }
        questions.findByFulfillmentOrderIdOrderById(order.id()).stream()
                .filter(earlier -> earlier.id() != question.id())
                .forEach(earlier -> note.fact("Asked before", earlier.asked())
                        .fact("Answer", earlier.answer().orElse("not yet")));
        ABOUT.setLocal(task, notes.history(note, question.fulfillment()).toString());
    }
}
