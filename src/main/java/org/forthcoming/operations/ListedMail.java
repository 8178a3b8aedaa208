package org.forthcoming.operations;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Notice;
import org.springframework.stereotype.Component;

/** A mail as staff sees it in a list: words for what it is about and where it stands, times where the shop is. */
record ListedMail(
        long id, String notice, String subject, String order, String to, String status, String tone, String at) {

    /** Puts mails into words. */
    @Component
    static class Formats {

        private static final DateTimeFormatter MINUTE =
                DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);

        private final ShopCalendar calendar;

        Formats(ShopCalendar calendar) {
            this.calendar = calendar;
        }

        ListedMail listed(Mail mail) {
            return new ListedMail(
                    mail.id(),
                    words(mail.notice()),
                    mail.subject().orElseGet(() -> words(mail.notice())),
                    mail.order().number(),
                    mail.to(),
                    switch (mail.status()) {
                        case QUEUED -> "Queued";
                        case SENT -> "Sent";
                        case KEPT -> "Kept";
                        case FAILED -> "Failed";
                    },
                    switch (mail.status()) {
                        case QUEUED -> "warm";
                        case SENT, KEPT -> "good";
                        case FAILED -> "bad";
                    },
                    minute(mail.sentAt().orElse(mail.queuedAt())));
        }

        /** All notices with their words. */
        Map<Notice, String> notices() {
            var words = new EnumMap<Notice, String>(Notice.class);
            for (var notice : Notice.values()) {
                words.put(notice, words(notice));
            }
            return words;
        }

        String minute(Instant instant) {
            return MINUTE.format(instant.atZone(calendar.zone()));
        }

        /** ORDER_CONFIRMED: "Order confirmed". */
        static String words(Enum<?> name) {
            var words = name.name().replace('_', ' ').toLowerCase(Locale.ROOT);
            return Character.toUpperCase(words.charAt(0)) + words.substring(1);
        }
    }
}
