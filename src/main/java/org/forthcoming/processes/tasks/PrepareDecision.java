package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ABOUT;
import static org.forthcoming.processes.ModelContract.SKU;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.forthcoming.orders.LateOrders;
import org.springframework.stereotype.Component;

/** Tells operations how many wait for a SKU of which nobody knows when it comes, and until when to decide. */
@Component
public class PrepareDecision implements TaskListener {

    private final LateOrders lateOrders;

    PrepareDecision(LateOrders lateOrders) {
        this.lateOrders = lateOrders;
    }

    @Override
    public void notify(DelegateTask task) {
        ABOUT.setLocal(task, note(SKU.get(task)));
    }

    /** What the task says; said anew when more or fewer wait while it lies there to be decided. */
    public String note(String sku) {
        var need = lateOrders.need(sku);
        return new TaskNote()
                .sku(sku)
                .fact(
                        "Waiting without a day",
                        "%d units for %d deliveries".formatted(need.units(), need.fulfillments()))
                .fact(
                        "First of them promised by",
                        need.earliest().map(LocalDate::toString).orElse("no day"))
                .fact("Undecided, customers are told", LateOrders.NOT_DELIVERED)
                .toString();
    }
}
