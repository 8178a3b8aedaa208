package org.forthcoming.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.forthcoming.communication.CustomerLink;
import org.forthcoming.communication.Mail;

/** A mail as the API shows it. */
@Schema(name = "Mail", description = "A mail to a customer.")
record MailView(
        @Schema(description = "Its id.", example = "3051") String id,

        @Schema(description = "The order's number.", example = "W-1001")
        String order,

        @Schema(description = "The fulfillment it is about; null: the whole order.", example = "2077", nullable = true)
        String fulfillment,

        @Schema(
                description = "What it is about; besides the product's notices, a shop may have its own.",
                example = "SHIPPED")
        String notice,

        @Schema(
                description = "The version of the promise it tells of; null: it is about the whole order.",
                example = "1",
                nullable = true)
        Integer promiseVersion,

        @Schema(description = "The address it goes to.", example = "ada@customer.example")
        String to,

        @Schema(
                description = "Its subject; null until it is written, which happens when it is sent.",
                example = "Your order W-1001 is confirmed",
                nullable = true)
        String subject,

        @Schema(
                description =
                        "QUEUED waits, SENT was taken by the mail server, KEPT stays here, FAILED needs somebody.")
        Mail.Status status,

        @Schema(
                description = "When the mail server took it or it was kept.",
                example = "2026-03-01T09:30:02Z",
                nullable = true)
        Instant sentAt,

        @Schema(description = "Its Message-ID, however often it is sent.", example = "<3f2a@shop.example>")
        String messageId,

        @Schema(description = "Only for a single mail: the text part.", example = "Hello Ada Byron, …")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        String text,

        @Schema(description = "Only for a single mail: the HTML part.", example = "<!doctype html>…")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        String html) {

    static MailView listed(Mail mail) {
        return of(mail, null, null);
    }

    /** @param withLinks whether whoever reads it may see the customer's links in it */
    static MailView whole(Mail mail, boolean withLinks) {
        var text = mail.text();
        var html = mail.html();
        return of(
                mail,
                (withLinks ? text : text.map(CustomerLink::hidden)).orElse(""),
                (withLinks ? html : html.map(CustomerLink::hidden)).orElse(""));
    }

    private static MailView of(Mail mail, String text, String html) {
        return new MailView(
                Long.toString(mail.id()),
                mail.order().number(),
                mail.fulfillment().map(of -> Long.toString(of.id())).orElse(null),
                mail.notice().name(),
                mail.promiseVersion().orElse(null),
                mail.to(),
                mail.subject().orElse(null),
                mail.status(),
                mail.sentAt().orElse(null),
                mail.messageId(),
                text,
                html);
    }
}
