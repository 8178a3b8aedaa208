package org.forthcoming.communication;

import jakarta.mail.internet.AddressException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Delay;
import org.forthcoming.orders.DelayBook;
import org.forthcoming.orders.Delays;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.MessageWritten;
import org.forthcoming.orders.ProofBook;
import org.forthcoming.orders.ProofEntry.What;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells customers: queues each notice once, sends it, and keeps what was sent. */
@Service
public class Mailing {

    private final Mails mails;
    private final Fulfillments fulfillments;
    private final DelayBook delayBook;
    private final Delays delays;
    private final ProofBook proof;
    private final MailTemplates templates;
    private final PostOffice postOffice;
    private final MessageIds messageIds;
    private final ShopCalendar calendar;
    private final ApplicationEventPublisher events;

    Mailing(
            Mails mails,
            Fulfillments fulfillments,
            DelayBook delayBook,
            Delays delays,
            ProofBook proof,
            MailTemplates templates,
            PostOffice postOffice,
            MessageIds messageIds,
            ShopCalendar calendar,
            ApplicationEventPublisher events) {
        this.mails = mails;
        this.fulfillments = fulfillments;
        this.delayBook = delayBook;
        this.delays = delays;
        this.proof = proof;
        this.templates = templates;
        this.postOffice = postOffice;
        this.messageIds = messageIds;
        this.calendar = calendar;
        this.events = events;
    }

    /** All notices: the product's, and those for which the shop has or had a template of its own. */
    public SortedSet<Notice> notices() {
        return templates.notices();
    }

    /**
     * Queues a notice about a fulfillment, once: the same notice for the same occasion is not queued again.
     *
     * <p>ORDER_CONFIRMED is about the whole order: the first of its fulfillments that asks queues it for all.
     * STILL_WAITING and EARLIER_THAN_PROMISED are left out on a day on which another mail was queued for the
     * fulfillment.
     *
     * @param occasion what tells two mails of the same notice apart, such as the day; the refund's id where the mail
     *     tells of a refund and the fulfillment may have several; a notice that makes a new promise goes out once for
     *     each promise, whatever the occasion
     * @return the mail, or empty when it was queued before or is left out
     */
    @Transactional
    public Optional<Mail> queue(Notice notice, long fulfillmentId, String occasion) {
        var fulfillment = fulfillments.findById(fulfillmentId).orElseThrow();
        var order = fulfillment.order();
        var promise = fulfillment.promiseVersion() + (notice.promises() ? 1 : 0);
        if (notice == Notice.DELAYED) {
            // One mail for all that is told at the same time: it belongs to the first of them, and to the promise made
            // by that, even if another one has followed.
            var first = delayBook.toldTogether(fulfillmentId).get(0);
            promise = first.promiseVersion();
            fulfillment = first.fulfillmentId() == fulfillmentId
                    ? fulfillment
                    : fulfillments.findById(first.fulfillmentId()).orElseThrow();
        }
        var key = notice.ofWholeOrder()
                ? MessageIds.keyOfWhole(order, notice)
                : notice + "/" + fulfillment.id() + "/" + (notice.ofPromise() ? promise : occasion);
        if (mails.existsByKey(key) || notice.yieldsToOthers() && toldToday(fulfillment)) {
            return Optional.empty();
        }
        var mail = mails.save(new Mail(
                key,
                order,
                notice.ofWholeOrder() ? null : fulfillment,
                notice,
                notice.ofWholeOrder() ? null : promise,
                messageIds.of(order, key),
                calendar.now()));
        events.publishEvent(new MailQueued(mail.id()));
        return Optional.of(mail);
    }

    /** One mail per order and mass act. */
    @EventListener
    void on(MessageWritten fact) {
        queue(Notice.MESSAGE, fact.fulfillment().id(), String.valueOf(fact.act().id()));
    }

    private boolean toldToday(Fulfillment fulfillment) {
        return mails.since(fulfillment.order().id(), calendar.startOf(calendar.today())).stream()
                .anyMatch(mail -> told(mail).contains(fulfillment.id()));
    }

    /**
     * Sends a queued mail, or keeps it when no mail server is set; sending what was sent before does nothing.
     *
     * <p>It is worded now, so that it tells what is true when it goes. An update on the waiting that waited for the mail
     * server until the waiting was over is dropped: nobody needs it any more. Good news is dropped as well when another promise has
     * followed: it is not true any more. So is a notice of a delay once nothing of it is still to be told; while yet
     * another change is known of all that it tells, it is put off until that has been told instead, or was taken back.
     */
    @Transactional
    public Outcome send(long mailId) {
        var found = mails.findById(mailId);
        if (found.isEmpty() || found.get().gone()) {
            return Outcome.SETTLED;
        }
        var mail = found.get();
        var toTell = delaysToTell(mail);
        if (mail.isPointless() || mail.notice() == Notice.DELAYED && toTell.isEmpty()) {
            mails.delete(mail);
            return Outcome.SETTLED;
        }
        var overtaken = toTell.stream().map(delays::overtaken).toList();
        if (!overtaken.isEmpty() && overtaken.stream().allMatch(Optional::isPresent)) {
            overtaken.stream()
                    .flatMap(Optional::stream)
                    .max(Instant::compareTo)
                    .ifPresent(until -> events.publishEvent(new MailPutOff(mailId, until)));
            return Outcome.SETTLED;
        }
        var written = templates.write(mail);
        mail.written(written);
        var refusal = postOffice.open() ? postOffice.send(mail, written) : Optional.<String>empty();
        if (refusal.isPresent()) {
            mail.failed(refusal.get());
            return Outcome.ADDRESS_REFUSED;
        }
        mail.went(postOffice.open() ? Mail.Status.SENT : Mail.Status.KEPT, calendar.now());
        prove(mail);
        return Outcome.SETTLED;
    }

    /** What a notice of a delay tells that is still to be told; of any other notice nothing. */
    private List<Delay> delaysToTell(Mail mail) {
        return mail.notice() == Notice.DELAYED
                ? delaysOf(mail).stream()
                        .filter(delay -> delay.isToBeTold(calendar.now())
                                && fulfillments
                                        .findById(delay.fulfillmentId())
                                        .orElseThrow()
                                        .status()
                                        .beforeShipment())
                        .toList()
                : List.of();
    }

    private List<Delay> delaysOf(Mail mail) {
        return delayBook.toldWith(
                mail.fulfillment().orElseThrow().id(), mail.promiseVersion().orElseThrow());
    }

    /** What became of an attempt to send; a mail server that cannot be reached or defers (4xx) is an exception. */
    public enum Outcome {
        /** It went, went before, is not needed any more, or was put off. */
        SETTLED,
        /** The server refused the address for good (5xx): somebody has to correct it. */
        ADDRESS_REFUSED
    }

    private void prove(Mail mail) {
        var sentence = mail.status() == Mail.Status.SENT
                ? "Mail %d (%s) was sent to %s."
                : "Mail %d (%s) to %s was kept, because no mail server is set.";
        var details = sentence.formatted(mail.id(), mail.notice(), mail.to());
        told(mail).forEach(told -> proof.write(told, What.NOTIFIED, Fulfilling.FORTHCOMING, details));
    }

    /** Whom of its order a mail tells something. */
    private List<Long> told(Mail mail) {
        if (mail.notice() == Notice.DELAYED) {
            return delaysOf(mail).stream().map(Delay::fulfillmentId).toList();
        }
        var of = mail.fulfillment();
        return mail.order().fulfillments().stream()
                .filter(part -> of.isEmpty()
                        || part.id() == of.get().id()
                        || mail.isOfAddress() && part.status().beforeShipment())
                .map(Fulfillment::id)
                .toList();
    }

    /** Nobody tries any more to send it by itself; it is sent all the same when somebody makes the engine try again. */
    @Transactional
    public void failed(long mailId, String why) {
        var mail = mails.findById(mailId).orElseThrow();
        if (!mail.gone()) {
            mail.failed(why);
        }
    }

    /** Why this can't be a customer's mail address; empty when it can. */
    public Optional<String> whyNotAddress(String email) {
        try {
            PostOffice.address(email == null ? "" : email.strip());
            return Optional.empty();
        } catch (AddressException e) {
            return Optional.of("“%s” is no mail address that mail can be sent to.".formatted(email));
        }
    }

    /**
     * Corrects the customer's address, for this mail, for others of the order that have not gone yet, and for later
     * ones. Refuses what is no mail address.
     */
    @Transactional
    public void correctAddress(long mailId, String email) {
        whyNotAddress(email).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        var mail = mails.findById(mailId).orElseThrow();
        var order = mail.order();
        order.correctEmail(email.strip());
        mails.findByOrderIdAndStatusIn(order.id(), List.of(Mail.Status.QUEUED, Mail.Status.FAILED))
                .forEach(Mail::readdress);
        mail.queueAgain();
        events.publishEvent(new AddressCorrected(order.number(), mailId));
    }
}
