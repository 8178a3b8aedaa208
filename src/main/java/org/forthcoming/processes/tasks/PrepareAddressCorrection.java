package org.forthcoming.processes.tasks;

import static org.forthcoming.processes.ModelContract.ABOUT;
import static org.forthcoming.processes.ModelContract.EMAIL;
import static org.forthcoming.processes.ModelContract.MAIL_ID;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.forthcoming.communication.Mails;
import org.springframework.stereotype.Component;

/** Tells support which mail could not be delivered and what the mail server said; presets the refused address. */
@Component
class PrepareAddressCorrection implements TaskListener {

    private final Mails mails;
    private final TaskNotes notes;

    PrepareAddressCorrection(Mails mails, TaskNotes notes) {
        this.notes = notes;
        this.mails = mails;
    }

    @Override
    public void notify(DelegateTask task) {
        var mail = mails.findById(MAIL_ID.get(task)).orElseThrow();
        var note = notes.about(mail.order())
                .fact("Mail", mail.subject().orElse(mail.notice().name()))
                .fact("Refused address", mail.to());
        mail.failure().ifPresent(note::quote);
        for (var part : mail.order().fulfillments()) {
            note.promise(part).goods(part);
        }
        mail.order().fulfillments().forEach(part -> notes.history(note, part));
        ABOUT.setLocal(task, note.toString());
        EMAIL.set(task.getExecution(), mail.to());
    }
}
