package org.forthcoming.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.forthcoming.communication.CustomerLink;
import org.forthcoming.inventory.Answer;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Fulfilling.Decision;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Finds orders, shows all that is known of one, and lets each role do what it may do in the API. */
@Controller
@RequestMapping("/operations/orders")
class OrdersPage {

    private static final int MOST = 50;

    private final StaffsOrder.Desk desk;
    private final Fulfilling fulfilling;

    OrdersPage(StaffsOrder.Desk desk, Fulfilling fulfilling) {
        this.desk = desk;
        this.fulfilling = fulfilling;
    }

    /**
     * Searches all orders, or lists those that wait for a SKU.
     *
     * @param waitingFor the SKU; null: search
     */
    @GetMapping
    String find(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) String waitingFor,
            Model page,
            HttpServletRequest request) {
        var wanted = q.replaceAll("\\p{Cntrl}", "").strip();
        var found = waitingFor == null ? desk.search(wanted, MOST) : desk.waitingFor(waitingFor, MOST);
        page.addAttribute("q", wanted);
        page.addAttribute("waitingFor", waitingFor);
        page.addAttribute("orders", found);
        page.addAttribute("more", found.size() == MOST);
        page.addAttribute("massActs", MassActsPage.mayAny(request));
        return "operations/orders";
    }

    @GetMapping("/{number}")
    String show(@PathVariable String number, Model page, HttpServletRequest request) {
        var order = desk.find(
                        number,
                        CustomerLink.SHOWN_TO.stream().anyMatch(request::isUserInRole),
                        group -> may(request, group.toUpperCase(Locale.ROOT)))
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no order %s.".formatted(number)));
        page.addAttribute("order", order);
        page.addAttribute("support", may(request, "SUPPORT"));
        page.addAttribute("pins", may(request, "OPERATIONS"));
        page.addAttribute("delivers", may(request, "WAREHOUSE"));
        page.addAttribute("tries", IncidentsPage.mayTry(request));
        return "operations/order";
    }

    @PostMapping("/{number}/cancellation")
    String cancel(
            @PathVariable String number,
            @RequestParam(required = false) Long fulfillment,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            Principal by,
            RedirectAttributes after) {
        only(request, "SUPPORT");
        var why = reason.isBlank()
                ? null
                : reason.strip().substring(0, Math.min(500, reason.strip().length()));
        var answer = fulfillment == null
                ? fulfilling.cancelOrder(number, why, by.getName())
                : fulfilling.cancel(fulfillment, List.of(), why, by.getName());
        return said(answer, "It is canceled; the customer gets a mail.", number, after);
    }

    @PostMapping("/{number}/decision")
    String decide(
            @PathVariable String number,
            @RequestParam long fulfillment,
            @RequestParam Decision decision,
            HttpServletRequest request,
            Principal by,
            RedirectAttributes after) {
        only(request, "SUPPORT");
        return said(
                fulfilling.decide(fulfillment, decision, by.getName()),
                decision == Decision.WAIT ? "The customer waits." : "It is canceled; the customer gets a mail.",
                number,
                after);
    }

    @PostMapping("/{number}/pin")
    String pin(
            @PathVariable String number,
            @RequestParam long fulfillment,
            @RequestParam(defaultValue = "false") boolean evenIfOthersWait,
            HttpServletRequest request,
            Principal by,
            RedirectAttributes after) {
        only(request, "OPERATIONS");
        return said(
                fulfilling.pin(fulfillment, evenIfOthersWait, by.getName()), "It is served first now.", number, after);
    }

    @PostMapping("/{number}/delivery")
    String deliver(
            @PathVariable String number,
            @RequestParam long fulfillment,
            HttpServletRequest request,
            Principal by,
            RedirectAttributes after) {
        only(request, "WAREHOUSE");
        return said(fulfilling.deliver(fulfillment, by.getName()), "It is delivered.", number, after);
    }

    /** Told on the page that is shown next, so that to reload it does nothing again. */
    private static String said(Answer<?> answer, String done, String number, RedirectAttributes after) {
        if (answer instanceof Answer.Refused<?> refused) {
            after.addFlashAttribute("said", refused.sentence());
            after.addFlashAttribute("tone", "warm");
        } else {
            after.addFlashAttribute("said", done);
            after.addFlashAttribute("tone", "good");
        }
        return "redirect:"
                + UriComponentsBuilder.fromPath("/operations/orders/{number}")
                        .encode()
                        .buildAndExpand(number)
                        .toUriString();
    }

    private static boolean may(HttpServletRequest request, String role) {
        return Stream.of("ADMIN", role).anyMatch(request::isUserInRole);
    }

    private static void only(HttpServletRequest request, String role) {
        if (!may(request, role)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "That is for %s.".formatted(role.toLowerCase()));
        }
    }
}
