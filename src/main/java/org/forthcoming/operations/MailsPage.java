package org.forthcoming.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.forthcoming.communication.CustomerLink;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Mailing;
import org.forthcoming.communication.Mails;
import org.forthcoming.communication.Notice;
import org.forthcoming.orders.Fulfillment;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The mails that customers got, and those that wait or failed, as staff reads them. */
@Controller
@RequestMapping("/operations/mails")
class MailsPage {

    private static final int A_PAGE = 50;

    /** Behind all that anybody turns to, and few enough that pages times mails stay countable. */
    private static final int LAST_PAGE = 1_000_000;

    /** A mail is shown as its customer sees it, but it can neither run nor fetch anything but pictures. */
    private static final String HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; "
            + "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    private final Mails mails;
    private final Mailing mailing;
    private final ListedMail.Formats formats;

    MailsPage(Mails mails, Mailing mailing, ListedMail.Formats formats) {
        this.mails = mails;
        this.mailing = mailing;
        this.formats = formats;
    }

    @GetMapping
    String list(
            @RequestParam(required = false) String order,
            @RequestParam(required = false) String to,
            @RequestParam(required = false) String notice,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        var notices = ListedMail.Formats.notices(mailing.notices());
        if (given(notice) != null && !notices.containsKey(notice)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "There is no such notice.");
        }
        var about = given(notice) == null ? null : Notice.named(notice);
        var newestFirst = PageRequest.of(
                Math.min(Math.max(page, 0), LAST_PAGE), A_PAGE, Sort.by("id").descending());
        var found = mails.find(given(order), given(to), about, newestFirst).map(formats::listed);
        model.addAttribute("mails", found);
        model.addAttribute("order", given(order));
        model.addAttribute("to", given(to));
        model.addAttribute("notice", given(notice));
        model.addAttribute("notices", notices);
        return "operations/mails";
    }

    @GetMapping("/{id}")
    String read(@PathVariable long id, Model model, HttpServletRequest request) {
        var mail = mail(id);
        model.addAttribute("mail", formats.listed(mail));
        model.addAttribute(
                "fulfillment", mail.fulfillment().map(Fulfillment::id).orElse(null));
        model.addAttribute("messageId", mail.messageId());
        model.addAttribute("failure", mail.failure().orElse(null));
        model.addAttribute("text", shown(mail.text(), request).orElse(null));
        return "operations/mail";
    }

    @GetMapping("/{id}/html")
    ResponseEntity<String> html(@PathVariable long id, HttpServletRequest request) {
        var html = shown(mail(id).html(), request).orElseThrow(MailsPage::unknown);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .header("Content-Security-Policy", HARMLESS)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(html.replaceFirst("<head>", "<head><base target=\"_blank\">")); // links open beside the frame
    }

    private Mail mail(long id) {
        return mails.findById(id).orElseThrow(MailsPage::unknown);
    }

    /** Whoever has a customer's link acts as the customer: it is not for everybody. */
    private static Optional<String> shown(Optional<String> part, HttpServletRequest request) {
        return CustomerLink.SHOWN_TO.stream().anyMatch(request::isUserInRole) ? part : part.map(CustomerLink::hidden);
    }

    /** What was entered into the filter. */
    private static String given(String entered) {
        return entered == null || entered.isEmpty() ? null : entered;
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such mail.");
    }
}
