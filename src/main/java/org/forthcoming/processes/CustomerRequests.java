package org.forthcoming.processes;

import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;
import static org.forthcoming.processes.ModelContract.QUESTION_ID;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.QuestionAsked;
import org.forthcoming.orders.WithdrawalDeclared;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts the process of what a customer asks for, in the transaction in which it was asked. */
@Component
class CustomerRequests {

    private final Engine engine;
    private final RuntimeService runtime;

    CustomerRequests(Engine engine, RuntimeService runtime) {
        this.engine = engine;
        this.runtime = runtime;
    }

    @EventListener
    void on(QuestionAsked fact) {
        engine.run(() -> about(fact.question().fulfillment(), ModelContract.CUSTOMER_QUESTION)
                .setVariable(QUESTION_ID.name(), fact.question().id())
                .execute());
    }

    @EventListener
    void on(WithdrawalDeclared fact) {
        engine.run(() -> about(fact.fulfillment(), ModelContract.WITHDRAWAL).execute());
    }

    private ProcessInstantiationBuilder about(Fulfillment fulfillment, String process) {
        return runtime.createProcessInstanceByKey(process)
                .businessKey(fulfillment.order().number())
                .setVariable(FULFILLMENT_ID.name(), fulfillment.id());
    }
}
