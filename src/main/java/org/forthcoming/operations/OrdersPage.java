package org.forthcoming.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.stream.Stream;
import org.forthcoming.communication.CustomerLink;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Finds orders, and shows all that is known of one. */
@Controller
@RequestMapping("/operations/orders")
class OrdersPage {

    private static final int MOST = 50;

    private final StaffsOrder.Desk desk;

    OrdersPage(StaffsOrder.Desk desk) {
        this.desk = desk;
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
        var found = waitingFor == null ? desk.search(q, MOST) : desk.waitingFor(waitingFor, MOST);
        page.addAttribute("q", q);
        page.addAttribute("waitingFor", waitingFor);
        page.addAttribute("orders", found);
        page.addAttribute("more", found.size() == MOST);
        page.addAttribute("massActs", MassActsPage.mayAny(request));
        return "operations/orders";
    }

    @GetMapping("/{number}")
    ModelAndView show(@PathVariable String number, HttpServletRequest request) {
        return shown(number, Typed.NOTHING, null, request);
    }

    /**
     * The page of an order.
     *
     * @param typed what was typed into one of its forms
     * @param review what is asked about that; null: nothing
     */
    ModelAndView shown(String number, Typed typed, CancellationReview review, HttpServletRequest request) {
        var order = desk.find(
                        number,
                        CustomerLink.SHOWN_TO.stream().anyMatch(request::isUserInRole),
                        group -> Stream.of("ADMIN", group.toUpperCase(Locale.ROOT))
                                .anyMatch(request::isUserInRole))
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no order %s.".formatted(number)));
        var page = new ModelAndView("operations/order");
        page.addObject("order", order);
        page.addObject("acts", OrderAct.of(request));
        page.addObject("typed", typed);
        page.addObject("review", review);
        page.addObject("tries", IncidentsPage.mayTry(request));
        return page;
    }
}
