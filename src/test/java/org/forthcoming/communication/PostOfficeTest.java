package org.forthcoming.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import org.forthcoming.calendar.ShopClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.TestPropertySource;

/** How mails leave by SMTP, and what happens when the server does not take them. */
@MailTest
@TestPropertySource(properties = "spring.mail.host=127.0.0.1")
class PostOfficeTest {

    @RegisterExtension
    static final GreenMailExtension MAILBOXES = new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort())
            .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication())
            .withPerMethodLifecycle(false);

    @Autowired
    private Mailing mailing;

    @Autowired
    private Mails mails;

    @Autowired
    private JavaMailSenderImpl sender;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private ShopClock clock;

    @BeforeEach
    void an_hour_after_the_order_with_empty_mailboxes() throws Exception {
        clock.moveTo(SampleOrder.PLACED_AT.plusSeconds(3600));
        MAILBOXES.purgeEmailFromAllMailboxes();
        sender.setPort(MAILBOXES.getSmtp().getPort());
    }

    @Test
    void a_mail_has_a_text_and_an_html_part_and_says_that_a_machine_wrote_it() throws Exception {
        var order = order("jane@example.com");
        var mail = queued(Notice.ORDER_CONFIRMED, order);

        assertThat(mailing.send(mail)).isEqualTo(Mailing.Outcome.SETTLED);

        var got = onlyMail();
        assertThat(got.getSubject()).isEqualTo("We have your order " + order.number());
        assertThat(got.getFrom()).containsExactly(new InternetAddress("hello@shop.example", "Hafen & Söhne"));
        assertThat(((InternetAddress) got.getFrom()[0]).getPersonal()).isEqualTo("Hafen & Söhne");
        assertThat(got.getHeader("To", null)).isEqualTo("jane@example.com");
        assertThat(got.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(got.getSentDate().toInstant()).isAfterOrEqualTo(SampleOrder.PLACED_AT.plusSeconds(3600));
        assertThat(got.getContentType()).startsWith("multipart/alternative");
        var parts = (MimeMultipart) got.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(parts.getBodyPart(0).getContent().toString())
                .contains("Ships by Friday, December 18, 2026", "Hafen & Söhne");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualToIgnoringCase("text/html; charset=UTF-8");
        assertThat(parts.getBodyPart(1).getContent().toString()).contains("<h1>Thank you for your order</h1>");
        assertThat(found(mail).status()).isEqualTo(Mail.Status.SENT);
        assertThat(found(mail).messageId()).isEqualTo(got.getMessageID());
    }

    @Test
    void all_mails_of_an_order_are_one_thread_that_its_confirmation_starts() throws Exception {
        var order = order("jane@example.com");
        mailing.send(queued(Notice.ORDER_CONFIRMED, order));
        mailing.send(queued(Notice.SHIPPED, order));

        var got = MAILBOXES.getReceivedMessages();
        assertThat(got).hasSize(2);
        assertThat(got[0].getHeader("In-Reply-To")).isNull();
        assertThat(got[0].getHeader("References")).isNull();
        assertThat(got[1].getHeader("In-Reply-To", null)).isEqualTo(got[0].getMessageID());
        assertThat(got[1].getHeader("References", null)).isEqualTo(got[0].getMessageID());
        assertThat(got[1].getMessageID()).isNotEqualTo(got[0].getMessageID());
    }

    @Test
    void a_mail_that_was_lost_on_the_way_into_our_books_is_repeated_with_the_same_message_id() throws Exception {
        var mail = queued(Notice.ORDER_CONFIRMED, order("jane@example.com"));
        mailing.send(mail);
        database.update("update mail set status = 'QUEUED', sent_at = null where id = ?", mail);
        mailing.send(mail);

        var got = MAILBOXES.getReceivedMessages();
        assertThat(got).hasSize(2);
        assertThat(got[1].getMessageID()).isEqualTo(got[0].getMessageID());
    }

    @Test
    void what_was_sent_is_not_sent_again() {
        var mail = queued(Notice.ORDER_CONFIRMED, order("jane@example.com"));
        mailing.send(mail);

        assertThat(mailing.send(mail)).isEqualTo(Mailing.Outcome.SETTLED);
        assertThat(MAILBOXES.getReceivedMessages()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 5.1.1 no such user",
        "RCPT, 553 mailbox name not allowed",
        "RCPT, 501 5.1.3 bad address",
        "TEXT, 550 5.1.1 no such user"
    })
    void an_address_that_the_server_refuses_for_good_has_to_be_corrected(String step, String answer) throws Exception {
        var order = order("wrong@example.com");
        var mail = queued(Notice.ORDER_CONFIRMED, order);
        try (var server = new MailServer(step, answer)) {
            sender.setPort(server.port());

            assertThat(mailing.send(mail)).isEqualTo(Mailing.Outcome.ADDRESS_REFUSED);
            assertThat(found(mail).status()).isEqualTo(Mail.Status.FAILED);
            assertThat(found(mail).failure()).get().asString().contains(answer);

            mailing.correctAddress(mail, " Right@example.com ");
            assertThat(found(mail).status()).isEqualTo(Mail.Status.QUEUED);
            assertThat(mailing.send(mail)).isEqualTo(Mailing.Outcome.SETTLED);
            assertThat(server.heard()).contains("RCPT TO:<Right@example.com>");
        }
        assertThat(found(mail).status()).isEqualTo(Mail.Status.SENT);
        assertThat(found(mail).failure()).isEmpty();
        assertThat(found(mail).order().customerEmail()).isEqualTo("Right@example.com");
        assertThat(found(queued(Notice.SHIPPED, order)).to()).isEqualTo("Right@example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "HELLO, 421 too busy",
        "HELLO, 554 no service",
        "MAIL, 550 we don't know you",
        "RCPT, 450 4.2.1 come back later",
        "RCPT, 451 4.7.1 greylisted",
        "RCPT, 452 mailbox full",
        "DATA, 451 not now",
        "TEXT, 452 4.3.1 no room",
        "TEXT, 554 5.7.1 looks like spam"
    })
    void what_may_go_better_later_is_tried_again_until_it_does(String step, String answer) throws Exception {
        var mail = queued(Notice.ORDER_CONFIRMED, order("jane@example.com"));
        try (var server = new MailServer(step, answer, answer)) {
            sender.setPort(server.port());

            assertThatExceptionOfType(MailException.class).isThrownBy(() -> mailing.send(mail));
            assertThatExceptionOfType(MailException.class).isThrownBy(() -> mailing.send(mail));
            assertThat(found(mail).status()).isEqualTo(Mail.Status.QUEUED);
            assertThat(mailing.send(mail)).isEqualTo(Mailing.Outcome.SETTLED);
        }
        assertThat(found(mail).status()).isEqualTo(Mail.Status.SENT);
    }

    @Test
    void a_dead_server_leaves_the_mail_queued() throws IOException {
        var mail = queued(Notice.ORDER_CONFIRMED, order("jane@example.com"));
        try (var taken = new ServerSocket(0)) {
            sender.setPort(taken.getLocalPort());
        }

        assertThatExceptionOfType(MailException.class).isThrownBy(() -> mailing.send(mail));
        assertThat(found(mail).status()).isEqualTo(Mail.Status.QUEUED);
    }

    @Test
    void a_server_that_says_nothing_is_not_waited_for_longer_than_the_engine_locks_the_job() throws Exception {
        var limits = sender.getJavaMailProperties();
        assertThat(limits)
                .containsEntry("mail.smtp.connectiontimeout", "5000")
                .containsEntry("mail.smtp.timeout", "10000")
                .containsEntry("mail.smtp.writetimeout", "10000")
                .containsEntry("mail.smtps.timeout", "10000");

        var mail = queued(Notice.ORDER_CONFIRMED, order("jane@example.com"));
        limits.setProperty("mail.smtp.timeout", "200");
        try (var server = new MailServer("HELLO", "")) {
            sender.setJavaMailProperties(limits);
            sender.setPort(server.port());

            assertThatExceptionOfType(MailException.class).isThrownBy(() -> mailing.send(mail));
        } finally {
            limits.setProperty("mail.smtp.timeout", "10000");
            sender.setJavaMailProperties(limits);
        }
        assertThat(found(mail).status()).isEqualTo(Mail.Status.QUEUED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@example.com\r\nBcc: all@example.com",
                "jane@example.com>\r\nRCPT TO:<all@example.com",
                "jane@example.com, all@example.com",
                "Jane <jane@example.com>",
                "jane doe@example.com",
                "jörg@example.com",
                "jane@exa_mple.com",
                "jane@",
                "jane"
            })
    void an_address_that_is_none_is_never_shown_to_the_server(String address) throws Exception {
        var mail = queued(Notice.ORDER_CONFIRMED, order(address));

        assertThat(mailing.send(mail)).isEqualTo(Mailing.Outcome.ADDRESS_REFUSED);
        assertThat(mailing.whyNotAddress(address)).isPresent();
        assertThat(MAILBOXES.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_domain_of_any_script_is_reached() throws Exception {
        mailing.send(queued(Notice.ORDER_CONFIRMED, order("jane@müller.example")));

        assertThat(onlyMail().getHeader("To", null)).isEqualTo("jane@xn--mller-kva.example");
    }

    @Test
    void nothing_that_others_wrote_becomes_a_header() throws Exception {
        var order = new SampleOrder(database, "Jane\r\nBcc: all@example.com", "jane@example.com", "en")
                .numbered("1\r\nBcc: all@example.com\r\n\r\nGone")
                .fulfillment("2026-12-18")
                .line(1, "Lamp\r\nBcc: all@example.com", "44.91");
        mailing.send(queued(Notice.ORDER_CONFIRMED, order));

        var got = onlyMail();
        assertThat(got.getHeader("Bcc")).isNull();
        assertThat(got.getAllRecipients()).hasSize(1);
        assertThat(got.getSubject()).isEqualTo("We have your order 1 Bcc: all@example.com Gone");
    }

    private SampleOrder order(String email) {
        return new SampleOrder(database, "Jane Doe", email, "en")
                .fulfillment("2026-12-18")
                .line(1, "Lamp", "44.91");
    }

    private long queued(Notice notice, SampleOrder order) {
        return mailing.queue(notice, order.fulfillment(), "1").orElseThrow().id();
    }

    private Mail found(long id) {
        return mails.findById(id).orElseThrow();
    }

    private static MimeMessage onlyMail() {
        assertThat(MAILBOXES.getReceivedMessages()).hasSize(1);
        return MAILBOXES.getReceivedMessages()[0];
    }
}
