package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.camunda.bpm.engine.runtime.Job;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Mailing.Outcome;
import org.junit.jupiter.api.Test;

/** How a mail gets out, whatever the mail server does. */
class MailProcessTest extends ProcessTest {

    @Test
    void a_mail_that_can_not_be_sent_is_tried_again_with_growing_pauses_and_then_shown_as_failed() {
        doThrow(new IllegalStateException("Connection refused")).when(mailing).send(anyLong());
        var order = order(backorder(10, LocalDate.of(2026, 4, 20)), 1);

        fail(order);
        assertThat(mailOf(order).status()).isEqualTo(Mail.Status.QUEUED);
        assertThat(jobOf(order).getRetries()).isEqualTo(9);

        timeGoesTo(clock.instant().plus(Duration.ofHours(12)));
        assertThat(jobOf(order).getRetries()).isEqualTo(2);
        timeGoesTo(clock.instant().plus(Duration.ofHours(12)));
        assertThat(jobOf(order).getRetries()).isZero();
        assertThat(mailOf(order).status()).isEqualTo(Mail.Status.FAILED);
        assertThat(mailOf(order).failure())
                .hasValueSatisfying(why -> assertThat(why).contains("Connection refused"));

        org.mockito.Mockito.reset(mailing);
        jobs.setJobRetries(jobOf(order).getId(), 1);
        timeGoesTo(clock.instant().plus(Duration.ofHours(12)));
        assertThat(mailOf(order).status()).isEqualTo(Mail.Status.KEPT);
    }

    @Test
    void a_refused_address_is_corrected_by_support_and_the_mail_sent_again() {
        doReturn(Outcome.ADDRESS_REFUSED).when(mailing).send(anyLong());
        var order = order(backorder(10, LocalDate.of(2026, 4, 20)), 1);
        runJobs();

        var task = taskOf(order);
        assertThat(task.getTaskDefinitionKey()).isEqualTo("Task_CorrectMailAddress");
        assertThat(task.getName()).isEqualTo("Correct mail address · " + order);
        assertThat(tasks.getVariable(task.getId(), "email"))
                .isEqualTo(mailOf(order).to());
        assertThat(tasks.getVariable(task.getId(), "about").toString()).contains("Refused address");

        org.mockito.Mockito.reset(mailing);
        assertThatThrownBy(() -> complete(order, Map.of("email", "nonsense")))
                .hasStackTraceContaining("no mail address");
        complete(order, Map.of("email", "ada@right.example"));
        runJobs();
        assertThat(mailOf(order).to()).isEqualTo("ada@right.example");
        assertThat(mailOf(order).status()).isEqualTo(Mail.Status.KEPT);
        assertThat(tasksOf(order)).isEmpty();
    }

    private void fail(String order) {
        assertThatThrownBy(() -> jobs.executeJob(jobOf(order).getId())).isNotNull();
    }

    private Job jobOf(String order) {
        var instance = runtime.createProcessInstanceQuery()
                .processDefinitionKey("Mail")
                .processInstanceBusinessKey(order)
                .singleResult();
        return jobs.createJobQuery().processInstanceId(instance.getId()).singleResult();
    }

    private Mail mailOf(String order) {
        return mails.findByOrderNumberOrderById(order).get(0);
    }
}
