package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ANSWER;
import static org.forthcoming.processes.ModelContract.QUESTION_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.orders.Questions;
import org.springframework.stereotype.Component;

/** Keeps what support answered to a customer's question. */
@Component
class RecordAnswer implements JavaDelegate {

    private final Questions questions;

    RecordAnswer(Questions questions) {
        this.questions = questions;
    }

    @Override
    public void execute(DelegateExecution step) {
        questions.answer(QUESTION_ID.get(step), ANSWER.take(step), Actor.of(step));
    }
}
