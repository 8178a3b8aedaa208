package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ABOUT;
import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Fulfillments;
import org.springframework.stereotype.Component;

/** Tells support what a customer sends back after a withdrawal. */
@Component
class PrepareReturn implements TaskListener {

    private final Fulfillments fulfillments;
    private final ShopCalendar calendar;

    PrepareReturn(Fulfillments fulfillments, ShopCalendar calendar) {
        this.fulfillments = fulfillments;
        this.calendar = calendar;
    }

    @Override
    public void notify(DelegateTask task) {
        var fulfillment = fulfillments.findById(FULFILLMENT_ID.get(task)).orElseThrow();
        ABOUT.setLocal(
                task,
                new TaskNote()
                        .customer(fulfillment.order())
                        .fact(
                                "Withdrawn on",
                                calendar.dayOf(fulfillment.withdrawnAt().orElseThrow())
                                        .toString())
                        .fact(
                                "Shipped",
                                "%s, %s"
                                        .formatted(
                                                fulfillment.carrier().orElse(""),
                                                fulfillment.trackingNumber().orElse("")))
                        .goods(fulfillment)
                        .toString());
    }
}
