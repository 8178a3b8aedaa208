package org.forthcoming.processes;

import static org.forthcoming.processes.ModelContract.MAIL_ID;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Incident;
import org.forthcoming.communication.Mailing;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells the mails when one of them is given up on, so that it shows as failed, and spares the engine vain looks for incidents. */
@Component
class MailIncidents extends DefaultIncidentHandler {

    private final ObjectProvider<Mailing> mailing;

    MailIncidents(ObjectProvider<Mailing> mailing) {
        super(Incident.FAILED_JOB_HANDLER_TYPE);
        this.mailing = mailing;
    }

    @Override
    public Incident handleIncident(IncidentContext incident, String message) {
        var execution = incident.getExecutionId() == null
                ? null
                : Context.getCommandContext().getExecutionManager().findExecutionById(incident.getExecutionId());
        if (execution != null && execution.getProcessDefinition().getKey().equals(ModelContract.MAIL)) {
            mailing.getObject()
                    .failed(MAIL_ID.get(execution), message == null ? "It failed again and again." : message);
        }
        return super.handleIncident(incident, message);
    }

    @Override
    public void resolveIncident(IncidentContext incident) {
        if (hasFailed(incident)) {
            super.resolveIncident(incident);
        }
    }

    @Override
    public void deleteIncident(IncidentContext incident) {
        if (hasFailed(incident)) {
            super.deleteIncident(incident);
        }
    }

    /** A job that never failed has no incident; the engine would look with a statement for each job that ends. */
    private static boolean hasFailed(IncidentContext incident) {
        var job = Context.getCommandContext()
                .getDbEntityManager()
                .getCachedEntity(JobEntity.class, incident.getConfiguration());
        return job == null || job.getRetries() == 0 || job.getExceptionByteArrayId() != null;
    }
}
