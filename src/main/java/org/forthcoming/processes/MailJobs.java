package org.forthcoming.processes;

import static org.forthcoming.processes.ModelContract.MAIL_ID;

import java.util.Date;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultFailedJobCommandFactory;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;
import org.forthcoming.communication.AddressCorrected;
import org.forthcoming.communication.MailPutOff;
import org.forthcoming.communication.MailQueued;
import org.forthcoming.communication.Mailing;
import org.forthcoming.communication.Mailing.Outcome;
import org.forthcoming.communication.Mails;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Delivers queued mails, each by a job stored in the transaction that queued it. A bare job costs a third of a process
 * instance, and nearly every mail needs no more; what the server does not take at once becomes a process {@code Mail}.
 */
@Component
class MailJobs extends DefaultFailedJobCommandFactory implements JobHandler<MailJobs.Queued> {

    static final String TYPE = "forthcoming-mail";

    private final Engine engine;
    private final ObjectProvider<RuntimeService> runtime;
    private final ObjectProvider<Mailing> mailing;
    private final ObjectProvider<Mails> mails;

    /** The engine is built with it, so it looks up what needs the engine when it is used. */
    MailJobs(
            Engine engine,
            ObjectProvider<RuntimeService> runtime,
            ObjectProvider<Mailing> mailing,
            ObjectProvider<Mails> mails) {
        this.engine = engine;
        this.runtime = runtime;
        this.mailing = mailing;
        this.mails = mails;
    }

    record Queued(long mailId) implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return Long.toString(mailId);
        }
    }

    @EventListener
    void on(MailQueued fact) {
        deliver(fact.mailId(), ClockUtil.getCurrentTime());
    }

    @EventListener
    void on(MailPutOff fact) {
        deliver(fact.mailId(), Date.from(fact.until()));
    }

    private void deliver(long mailId, Date from) {
        engine.run(() -> {
            var job = new MessageEntity();
            job.setJobHandlerType(TYPE);
            job.setJobHandlerConfiguration(new Queued(mailId));
            job.setDuedate(from);
            Context.getCommandContext().getJobManager().send(job);
        });
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public Queued newConfiguration(String mailId) {
        return new Queued(Long.parseLong(mailId));
    }

    @Override
    public void execute(Queued queued, ExecutionEntity execution, CommandContext command, String tenantId) {
        if (mailing.getObject().send(queued.mailId()) == Outcome.ADDRESS_REFUSED) {
            engine.run(() -> process(queued)
                    .startBeforeActivity(ModelContract.CORRECT_MAIL_ADDRESS)
                    .execute());
        }
    }

    @Override
    public void onDelete(Queued queued, JobEntity job) {}

    /** A mail's job that failed gives way to the process, which has the patience; any other job is tried again. */
    @Override
    public Command<Object> getCommand(String jobId, Throwable failure) {
        var others = super.getCommand(jobId, failure);
        return command -> {
            var job = command.getJobManager().findJobById(jobId);
            if (!job.getJobHandlerType().equals(TYPE) || failure instanceof OptimisticLockingException) {
                return others.execute(command);
            }
            engine.run(() -> process((Queued) job.getJobHandlerConfiguration()).execute());
            job.delete();
            return null;
        };
    }

    private ProcessInstantiationBuilder process(Queued queued) {
        var order = mails.getObject().findById(queued.mailId()).orElseThrow().order();
        return runtime.getObject()
                .createProcessInstanceByKey(ModelContract.MAIL)
                .businessKey(order.number())
                .setVariable(MAIL_ID.name(), queued.mailId());
    }

    /** One answer of support is enough for all mails of the order. */
    @EventListener
    void on(AddressCorrected fact) {
        engine.run(() -> runtime.getObject()
                .createExecutionQuery()
                .messageEventSubscriptionName(ModelContract.ADDRESS_CORRECTED)
                .processInstanceBusinessKey(fact.orderNumber())
                .processVariableValueNotEquals(MAIL_ID.name(), fact.mailId())
                .listPage(0, 500)
                .forEach(refused ->
                        runtime.getObject().messageEventReceived(ModelContract.ADDRESS_CORRECTED, refused.getId())));
    }
}
