package org.forthcoming.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.communication.CustomerLink;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Mails;
import org.forthcoming.communication.Shop;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.Proof;
import org.forthcoming.orders.ProofEntry;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The proof of a fulfillment as one document: what was promised, told, answered and done, with each mail as it was sent. */
@Controller
class ProofPage {

    private final Fulfillments fulfillments;
    private final Proof proof;
    private final Mails mails;
    private final Shop shop;
    private final ShopCalendar calendar;
    private final DateTimeFormatter seconds;

    ProofPage(Fulfillments fulfillments, Proof proof, Mails mails, Shop shop, ShopCalendar calendar) {
        this.fulfillments = fulfillments;
        this.proof = proof;
        this.mails = mails;
        this.shop = shop;
        this.calendar = calendar;
        this.seconds = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss z", Locale.ENGLISH);
    }

    record Entry(String at, String what, String by, String details) {}

    record Sent(long id, String at, String status, String to, String subject, String messageId, String text) {}

    @GetMapping("/operations/fulfillments/{id}/proof")
    @Transactional(readOnly = true)
    public String show(@PathVariable long id, Model page, HttpServletRequest request) {
        var fulfillment = fulfillments
                .findById(id)
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no fulfillment %d.".formatted(id)));
        var order = fulfillment.order();
        page.addAttribute("shop", shop);
        page.addAttribute("order", order);
        page.addAttribute("address", String.join(", ", order.deliverTo()));
        page.addAttribute("placedAt", at(order.placedAt()));
        page.addAttribute("fulfillment", fulfillment);
        page.addAttribute("lines", List.copyOf(fulfillment.lines()));
        page.addAttribute("writtenAt", at(calendar.now()));
        page.addAttribute(
                "entries",
                proof.findByFulfillmentIdOrderById(id).stream().map(this::entry).toList());
        page.addAttribute(
                "mails",
                mails.findByOrderNumberOrderById(order.number()).stream()
                        .filter(mail -> isAbout(mail, fulfillment))
                        .map(mail -> sent(mail, request))
                        .toList());
        return "operations/proof";
    }

    /** A mail about a delay tells of all that is late of an order, whichever of it the mail is kept under. */
    private static boolean isAbout(Mail mail, Fulfillment fulfillment) {
        return mail.sentAt().isPresent()
                && (mail.notice().ofSeveral()
                        || mail.fulfillment()
                                .map(part -> part.id() == fulfillment.id())
                                .orElse(true));
    }

    private Entry entry(ProofEntry entry) {
        return new Entry(
                at(entry.at()),
                entry.what().name().replace('_', ' ').toLowerCase(Locale.ROOT),
                entry.by(),
                entry.details());
    }

    private Sent sent(Mail mail, HttpServletRequest request) {
        var text = mail.text().orElse("");
        return new Sent(
                mail.id(),
                at(mail.sentAt().orElseThrow()),
                mail.status() == Mail.Status.SENT ? "sent" : "kept, as no mail server was set",
                mail.to(),
                mail.subject().orElse(""),
                mail.messageId(),
                CustomerLink.SHOWN_TO.stream().anyMatch(request::isUserInRole) ? text : CustomerLink.hidden(text));
    }

    private String at(Instant instant) {
        return seconds.format(instant.atZone(calendar.zone()));
    }
}
