package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.LEFT;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.communication.Mails;
import org.forthcoming.orders.Lateness;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/**
 * Cancels the next of those whom no notice has reached before their promised day ended, where the law says so. First come
 * those who are asked already: only of what their silence has come to can be said whether they were told.
 */
@Component
class CancelUntold implements JavaDelegate {

    private static final int BATCH = 100;

    private final Lateness lateness;
    private final Mails mails;
    private final ShopCalendar calendar;
    private final InBatches batches;

    CancelUntold(Lateness lateness, Mails mails, ShopCalendar calendar, InBatches batches) {
        this.lateness = lateness;
        this.mails = mails;
        this.calendar = calendar;
        this.batches = batches;
    }

    @Override
    public void execute(DelegateExecution step) {
        LEFT.set(
                step,
                batches.next(
                        step,
                        () -> lateness.cancelUntold(() -> mails.toldTooLate(calendar.now(), Limit.of(BATCH)))
                                || lateness.countNextSilence()
                                || lateness.cancelNextUntold()));
    }
}
