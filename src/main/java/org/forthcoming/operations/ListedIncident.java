package org.forthcoming.operations;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Mails;
import org.forthcoming.processes.Incidents.Incident;
import org.forthcoming.processes.Incidents.Subject;
import org.springframework.stereotype.Component;

/**
 * Something that went wrong, as staff reads it: what was tried, why it failed, and what becomes of it.
 *
 * @param order the order's number; null when it is about no order
 * @param sku the SKU; null when it is about none
 * @param massAct the mass act; null when it is about none
 * @param mail the mail that did not go; null when it is about something else
 */
record ListedIncident(
        String id,
        String sentence,
        String order,
        String sku,
        String massAct,
        Long mail,
        boolean givenUp,
        String outlook,
        String said) {

    /** Puts incidents into words. */
    @Component
    static class Formats {

        private final Mails mails;
        private final ListedMail.Formats formats;

        Formats(Mails mails, ListedMail.Formats formats) {
            this.mails = mails;
            this.formats = formats;
        }

        List<ListedIncident> listed(Collection<Incident> incidents) {
            var about =
                    mails
                            .findByIdIn(incidents.stream()
                                    .map(Incident::mail)
                                    .filter(Objects::nonNull)
                                    .toList())
                            .stream()
                            .collect(Collectors.toMap(Mail::id, mail -> mail));
            return incidents.stream().map(incident -> listed(incident, about)).toList();
        }

        private ListedIncident listed(Incident incident, Map<Long, Mail> about) {
            var mail = incident.mail() == null ? null : about.get(incident.mail());
            return new ListedIncident(
                    incident.id(),
                    tried(incident, mail) + " failed: " + incident.cause().why() + ".",
                    about(Subject.ORDER, incident),
                    about(Subject.SKU, incident),
                    about(Subject.MASS_ACT, incident),
                    mail == null ? null : mail.id(),
                    incident.givenUp(),
                    outlook(incident),
                    incident.said());
        }

        private static String about(Subject what, Incident incident) {
            return incident.subject() == what ? incident.about() : null;
        }

        private String tried(Incident incident, Mail mail) {
            if (mail != null) {
                return "Sending the mail “%s” of order %s to %s"
                        .formatted(
                                ListedMail.Formats.words(mail.notice()),
                                mail.order().number(),
                                mail.to());
            }
            var step = "The step “%s” of the process “%s”".formatted(incident.step(), incident.processName());
            return switch (incident.subject()) {
                case ORDER -> step + " of order " + incident.about();
                case SKU -> step + " for SKU " + incident.about();
                case MASS_ACT -> step + " of mass act " + incident.about();
                case ALL -> step;
            };
        }

        private String outlook(Incident incident) {
            var tries = incident.tries() == 1 ? "Tried once" : "Tried %d times".formatted(incident.tries());
            if (incident.givenUp()) {
                return tries
                        + incident.since()
                                .map(at -> ", given up on %s.".formatted(formats.minute(at)))
                                .orElse(", given up.")
                        + " It rests until somebody tries it again.";
            }
            return tries
                    + incident.since()
                            .map(at -> " since %s".formatted(formats.minute(at)))
                            .orElse("")
                    + incident.nextTry()
                            .map(at -> "; it is tried again by itself on %s.".formatted(formats.minute(at)))
                            .orElse("; it is tried again by itself.");
        }
    }
}
