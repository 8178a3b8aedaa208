package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Mailing.Outcome;
import org.forthcoming.communication.Notice;
import org.forthcoming.inventory.Supply;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.ProofEntry.What;
import org.forthcoming.processes.Incidents.Incident;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How a mail gets out, whatever the mail server does. */
class MailProcessTest extends ProcessTest {

    private Supply supply;
    private static final String UNREACHABLE = "Mail server connection failed";

    @Autowired
    Incidents incidents;

    @Test
    void a_mail_that_can_not_be_sent_is_tried_again_with_growing_pauses_and_then_shown_as_failed() {
        doThrow(new IllegalStateException("Connection refused")).when(mailing).send(anyLong());
        var order = order(backorder(10, LocalDate.of(2026, 4, 20)), 1);

        runDue();
        runDue();
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
        assertThat(tasks.getVariable(task.getId(), "about").toString())
                .contains(
                        "/operations/orders/" + order,
                        "Refused address",
                        "Promised to ship by",
                        "| Units |",
                        "Promised and told");
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

    @Test
    void one_corrected_address_is_enough_for_all_mails_of_the_order() {
        doReturn(Outcome.ADDRESS_REFUSED).when(mailing).send(anyLong());
        var order = order(backorder(10, LocalDate.of(2026, 4, 20)), 1);
        runJobs();
        done(fulfilling.cancel(id(order), List.of(), null, "support"));
        runJobs();
        assertThat(addressTasks(order)).hasSize(2);

        org.mockito.Mockito.reset(mailing);
        tasks.complete(addressTasks(order).get(1).getId(), Map.of("email", "ada@right.example"));
        runJobs();
        assertThat(addressTasks(order)).isEmpty();
        assertThat(mails.findByOrderNumberOrderById(order)).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.to()).isEqualTo("ada@right.example");
            assertThat(mail.status()).isEqualTo(Mail.Status.KEPT);
        });
    }

    @Test
    void an_update_that_waited_for_the_mail_server_until_the_shipment_is_dropped() {
        var sku = backorder(0, null);
        var supply = supply(sku, 1, LocalDate.of(2026, 3, 30));
        var order = order(sku, 1);
        runJobs();
        doThrow(new IllegalStateException("Connection refused")).when(mailing).send(anyLong());
        timeGoesTo(MONDAY.plusDays(14));
        org.mockito.Mockito.reset(mailing);
        receive(supply, 1);
        done(fulfilling.ship(id(order), "UPS", "1Z99", "integration"));

        timeGoesTo(clock.instant().plus(Duration.ofHours(12)));
        assertThat(mails.findByOrderNumberOrderById(order))
                .extracting(Mail::notice, Mail::status)
                .containsExactly(
                        tuple(Notice.ORDER_CONFIRMED, Mail.Status.KEPT), tuple(Notice.SHIPPED, Mail.Status.KEPT));
    }

    @Test
    void good_news_that_waited_for_the_mail_server_until_it_was_not_true_any_more_is_dropped() {
        var sku = backorder(0, null);
        var supply = supply(sku, 5, LocalDate.of(2026, 4, 20));
        var order = order(sku, 1);
        runJobs();
        timeGoesTo(MONDAY.plusDays(2));
        doThrow(new IllegalStateException("Connection refused")).when(mailing).send(anyLong());
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 6)), null, null));
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(20)));
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 5, 11)), null, "a strike"));
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
        assertThat(of(order).promisedOn()).contains(LocalDate.of(2026, 5, 13));
        org.mockito.Mockito.reset(mailing);

        timeGoesTo(clock.instant().plus(Duration.ofHours(12)));
        assertThat(mails.findByOrderNumberOrderById(order))
                .extracting(Mail::notice, Mail::status)
                .containsExactly(
                        tuple(Notice.ORDER_CONFIRMED, Mail.Status.KEPT), tuple(Notice.DELAYED, Mail.Status.KEPT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"US", "DE"})
    void a_delay_that_was_not_told_yet_when_the_next_one_became_known_is_told_by_that_one_alone(String country) {
        var order = delayedAndNotTold(country);
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 5, 11)), null, "another strike"));
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(29)));
        assertThat(mailsOf(order)).as("put off").containsExactly(Notice.ORDER_CONFIRMED);

        timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
        assertThat(mailsOf(order)).containsExactly(Notice.ORDER_CONFIRMED, Notice.DELAYED);
        assertThat(lastMail(order)).contains("13", "May", "another strike").doesNotContain("April 22");
        assertThat(mails.findByOrderNumberOrderById(order))
                .as("the other is dropped")
                .hasSize(2);
        assertThat(proofOf(order)).filteredOn(What.RE_PROMISED::equals).hasSize(2);
        assertThat(proofOf(order)).filteredOn(What.NOTIFIED::equals).hasSize(2);
    }

    @Test
    void a_delay_is_told_as_it_was_when_the_next_one_is_taken_back() {
        var order = delayedAndNotTold("US");
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 5, 11)), null, "another strike"));
        runJobs();
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 4, 20)), null, "a strike"));
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
        assertThat(mailsOf(order)).containsExactly(Notice.ORDER_CONFIRMED, Notice.DELAYED);
        assertThat(lastMail(order)).contains("April 22");
    }

    @Test
    void a_delay_is_told_at_once_when_the_promised_day_would_end_before_the_next_one_has_settled() {
        var sku = backorder(0, null);
        supply = supply(sku, 5, LocalDate.of(2026, 4, 6));
        var order = order(sku, 1);
        runJobs();
        timeGoesTo(calendar.endOf(LocalDate.of(2026, 4, 8)).minus(Duration.ofMinutes(31)));
        slipAndWriteNotices(LocalDate.of(2026, 4, 20));
        done(receiving.change(supply.id(), Optional.of(LocalDate.of(2026, 5, 11)), null, "another strike"));
        runJobs();
        assertThat(mailsOf(order)).contains(Notice.DELAYED);
    }

    /** Promised for April 8; that it ships by April 22 is written down, and its mail is queued. */
    private String delayedAndNotTold(String country) {
        var sku = backorder(0, null);
        supply = supply(sku, 5, LocalDate.of(2026, 4, 6));
        var order = place(newOrder(country, List.of(new NewLine(sku, 1, null)), false, true));
        runJobs();
        slipAndWriteNotices(LocalDate.of(2026, 4, 20));
        return order;
    }

    private void slipAndWriteNotices(LocalDate day) {
        done(receiving.change(supply.id(), Optional.of(day), null, "a strike"));
        clock.moveTo(clock.instant().plus(Duration.ofMinutes(30)));
        runDelayWatch();
    }

    private List<Task> addressTasks(String order) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(order)
                .taskDefinitionKey("Task_CorrectMailAddress")
                .list();
    }

    /** The first attempt is a job of its own, every later one a job of the process that takes over. */
    @Test
    void what_failed_is_told_by_its_cause_with_what_was_tried_and_what_becomes_of_it() {
        doThrow(new IllegalStateException(UNREACHABLE)).when(mailing).send(anyLong());
        var lamp = backorder(10, LocalDate.of(2026, 4, 20));
        var order = order(lamp, 1);
        var other = order(lamp, 1);
        runUntilMailsFail();

        var waiting = incidents.ofOrder(order, 10);
        assertThat(waiting).hasSize(1);
        assertThat(waiting.get(0).cause().why()).isEqualTo("the mail server can't be reached");
        assertThat(waiting.get(0).mail()).isEqualTo(mailOf(order).id());
        assertThat(waiting.get(0).about()).isEqualTo(order);
        assertThat(waiting.get(0).step()).isEqualTo("Deliver mail");
        assertThat(waiting.get(0).tries()).isEqualTo(1);
        assertThat(waiting.get(0).givenUp()).isFalse();
        assertThat(waiting.get(0).nextTry()).contains(jobOf(order).getDuedate().toInstant());
        assertThat(incidents.open()).isZero();

        timeGoesTo(clock.instant().plus(Duration.ofHours(36)));
        assertThat(incidents.open()).isEqualTo(2);
        var cause = waiting.get(0).cause();
        assertThat(incidents.groups()).singleElement().satisfies(group -> {
            assertThat(group.cause()).isEqualTo(cause);
            assertThat(group.count()).isEqualTo(2);
            assertThat(group.givenUp()).isEqualTo(2);
        });
        assertThat(incidents.of(cause, 0, 10)).extracting(Incident::about).containsExactlyInAnyOrder(order, other);
        assertThat(incidents.of(cause, 1, 10)).hasSize(1);
        assertThat(incidents.ofOrder(order, 10)).singleElement().satisfies(incident -> {
            assertThat(incident.tries()).isEqualTo(10);
            assertThat(incident.nextTry()).isEmpty();
        });
    }

    @Test
    void all_of_a_cause_are_tried_again_however_many_and_nothing_of_another() {
        doThrow(new IllegalStateException(UNREACHABLE)).when(mailing).send(anyLong());
        var lamp = backorder(1000, LocalDate.of(2026, 4, 20));
        for (int i = 0; i < Incidents.BATCH + 5; i++) {
            order(lamp, 1);
        }
        runUntilMailsFail();
        doThrow(new IllegalStateException("535 Authentication failed"))
                .when(mailing)
                .send(anyLong());
        var other = order(lamp, 1);
        runUntilMailsFail(other);

        org.mockito.Mockito.reset(mailing);
        var cause = incidents.groups().get(0).cause();
        assertThat(incidents.tryAgain(cause)).isEqualTo(Incidents.BATCH + 5);
        runJobs();
        assertThat(incidents.groups())
                .singleElement()
                .satisfies(left -> assertThat(left.first().about()).isEqualTo(other));

        assertThat(incidents.tryAgain(incidents.groups().get(0).first().id())).isTrue();
        runJobs();
        assertThat(incidents.groups()).isEmpty();
        assertThat(mailOf(other).status()).isEqualTo(Mail.Status.KEPT);
        assertThat(incidents.tryAgain("no-such")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mail server connection failed. Failed messages: MailConnectException: Couldn't connect to host, port: localhost, 25; timeout 5000 | the mail server can't be reached
            Mail server connection failed. Failed messages: MessagingException: Exception reading response; SocketTimeoutException: Read timed out   | the mail server did not answer in time
            Failed messages: org.eclipse.angus.mail.smtp.SMTPSendFailedException: 451 Try later                                                     | the mail server did not take the mail
            Authentication failed                                                                                                                    | the mail server does not accept the shop's user and password
            Could not open JPA EntityManager for transaction; could not obtain JDBC connection                                                       | the database did not do what was asked
            Unknown property used in expression: ${nothing}. Cause: Cannot resolve identifier 'nothing'                                              | the diagram asks for something that there is not
            Nobody was asked to pack it.                                                                                                             | it said “Nobody was asked to pack it.”
            java.lang.NullPointerException: Cannot invoke "Object.toString()" because "x" is null                                                    | something happened that nobody expected
            """)
    void what_failing_steps_say_is_put_in_words(String said, String words) {
        assertThat(Why.words(said)).isEqualTo(words);
    }

    /** The first try is a bare job, the second one of a process. */
    private void runUntilMailsFail() {
        failOnce(jobs.createJobQuery().executable().list());
        failOnce(jobs.createJobQuery().executable().list().stream()
                .filter(job -> "Mail".equals(job.getProcessDefinitionKey()))
                .toList());
    }

    private void runUntilMailsFail(String order) {
        failOnce(jobs.createJobQuery().executable().list().stream()
                .filter(job -> job.getProcessDefinitionKey() == null)
                .toList());
        failOnce(List.of(jobOf(order)));
    }

    private void failOnce(List<Job> due) {
        due.stream()
                .filter(job -> job.getProcessDefinitionKey() == null
                        || job.getProcessDefinitionKey().equals("Mail"))
                .forEach(job ->
                        assertThatThrownBy(() -> jobs.executeJob(job.getId())).isInstanceOf(RuntimeException.class));
    }

    private void runDue() {
        jobs.createJobQuery().executable().list().stream()
                .filter(job -> job.getProcessDefinitionKey() == null
                        || job.getProcessDefinitionKey().equals("Mail"))
                .forEach(job -> assertThatThrownBy(() -> jobs.executeJob(job.getId()))
                        .hasMessageContaining("Connection refused"));
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
