package org.forthcoming.operations;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
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

        /** Notices by name with their words: the product's in the order of an order's life, then the shop's own. */
        static Map<String, String> notices(Collection<Notice> all) {
            var words = new LinkedHashMap<String, String>();
            Stream.concat(Notice.OF_THE_PRODUCT.stream(), all.stream().filter(Notice::isShopsOwn))
                    .forEach(notice -> words.put(notice.name(), words(notice)));
            return words;
        }

        String minute(Instant instant) {
            return MINUTE.format(instant.atZone(calendar.zone()));
        }

        /** ORDER_CONFIRMED: "Order confirmed". */
        static String words(Object name) {
            var words = name.toString().replace('_', ' ').toLowerCase(Locale.ROOT);
            return Character.toUpperCase(words.charAt(0)) + words.substring(1);
        }
    }
}
