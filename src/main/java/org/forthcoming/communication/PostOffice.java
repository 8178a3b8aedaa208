package org.forthcoming.communication;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.forthcoming.calendar.ShopCalendar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Hands mails to the mail server, if one is set. */
@Component
class PostOffice {

    /** Printable ASCII without spaces on both sides of one @: nothing that could end a header or an SMTP command. */
    private static final Pattern ADDRESS = Pattern.compile("[\\x21-\\x7e&&[^@<>,;:\"\\\\()\\[\\]]]+@[^@]+");

    /** Servers that look at the address only after the mail's text say so by this enhanced code (RFC 3463). */
    private static final Pattern ABOUT_THE_ADDRESS = Pattern.compile("^5\\d\\d[ -]5\\.1\\.\\d");

    private static final int LONGEST_ADDRESS = 320;

    private final Optional<JavaMailSender> server;
    private final MailSettings settings;
    private final ShopSettings shop;
    private final ShopCalendar calendar;
    private final MessageIds messageIds;

    PostOffice(
            ObjectProvider<JavaMailSender> server,
            MailSettings settings,
            ShopSettings shop,
            ShopCalendar calendar,
            MessageIds messageIds) {
        this.server = Optional.ofNullable(server.getIfAvailable());
        this.settings = settings;
        this.shop = shop;
        this.calendar = calendar;
        this.messageIds = messageIds;
    }

    boolean open() {
        return server.isPresent();
    }

    /**
     * Sends it; whatever may go better later is an exception.
     *
     * @return why the address was refused for good, or empty when the mail was taken
     */
    Optional<String> send(Mail mail, WrittenMail written) {
        InternetAddress to;
        try {
            to = address(mail.to());
        } catch (AddressException e) {
            return Optional.of(e.getMessage());
        }
        try {
            server.orElseThrow().send(message(mail, written, to));
            return Optional.empty();
        } catch (MailSendException e) {
            return Optional.of(refusal(e).orElseThrow(() -> e));
        }
    }

    /** The address, with a domain of any script in the form that mail servers know. */
    static InternetAddress address(String text) throws AddressException {
        var at = text.lastIndexOf('@');
        String ascii;
        try {
            ascii = at < 0
                    ? text
                    : text.substring(0, at + 1) + IDN.toASCII(text.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            throw new AddressException("“%s” is no mail address.".formatted(text));
        }
        if (text.length() > LONGEST_ADDRESS || !ADDRESS.matcher(ascii).matches()) {
            throw new AddressException("“%s” is no mail address that mail can be sent to.".formatted(text));
        }
        return new InternetAddress(ascii, true);
    }

    private MimeMessage message(Mail mail, WrittenMail written, InternetAddress to) {
        try {
            var message = server.orElseThrow().createMimeMessage();
            var from = new InternetAddress(settings.from(), true);
            if (from.getPersonal() == null) {
                from.setPersonal(shop.name(), StandardCharsets.UTF_8.name());
            }
            message.setFrom(from);
            if (!shop.email().isBlank()) {
                message.setReplyTo(InternetAddress.parse(shop.email(), true));
            }
            message.setRecipient(Message.RecipientType.TO, to);
            message.setSubject(written.subject(), StandardCharsets.UTF_8.name());
            message.setSentDate(Date.from(calendar.now()));
            message.setHeader("Message-ID", mail.messageId());
            var thread = messageIds.ofThread(mail.order());
            if (!thread.equals(mail.messageId())) {
                message.setHeader("In-Reply-To", thread);
                message.setHeader("References", thread);
            }
            message.setHeader("Auto-Submitted", "auto-generated"); // so that no absence note answers it
            message.setContent(alternatives(written));
            return message;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new MailPreparationException(e);
        }
    }

    /** Text first: a reader shows the last part that it can. */
    private static MimeMultipart alternatives(WrittenMail written) throws MessagingException {
        var text = new MimeBodyPart();
        text.setText(TextPart.of(written.html()), StandardCharsets.UTF_8.name());
        var html = new MimeBodyPart();
        html.setText(written.html(), StandardCharsets.UTF_8.name(), "html");
        return new MimeMultipart("alternative", text, html);
    }

    private static Optional<String> refusal(MailSendException e) {
        for (var failure : e.getMessageExceptions()) {
            for (Throwable cause = failure; cause != null; cause = next(cause)) {
                if (cause instanceof SMTPAddressFailedException address && forGood(address.getReturnCode())) {
                    return Optional.of(address.getMessage().strip());
                }
                if (cause instanceof SMTPSendFailedException whole
                        && ABOUT_THE_ADDRESS.matcher(whole.getMessage().strip()).find()) {
                    return Optional.of(whole.getMessage().strip());
                }
            }
        }
        return Optional.empty();
    }

    private static Throwable next(Throwable failure) {
        return failure instanceof SendFailedException sending && sending.getNextException() != null
                ? sending.getNextException()
                : failure.getCause();
    }

    private static boolean forGood(int code) {
        return code >= 500 && code < 600;
    }
}
