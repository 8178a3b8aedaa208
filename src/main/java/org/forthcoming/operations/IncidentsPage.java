package org.forthcoming.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.forthcoming.processes.Incidents;
import org.forthcoming.processes.Incidents.Cause;
import org.forthcoming.processes.Incidents.Group;
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

/** What went wrong, by its cause, and to be tried again. */
@Controller
@RequestMapping("/operations/incidents")
class IncidentsPage {

    private static final int A_PAGE = 50;

    /** Behind all that anybody turns to. */
    private static final int LAST_PAGE = 100_000;

    private final Incidents incidents;
    private final ListedIncident.Formats formats;

    IncidentsPage(Incidents incidents, ListedIncident.Formats formats) {
        this.incidents = incidents;
        this.formats = formats;
    }

    /** A cause in a list, with one of its incidents. */
    record Listed(Cause cause, String headline, int count, int givenUp, ListedIncident example) {}

    @GetMapping
    String list(Model page, HttpServletRequest request) {
        var groups = incidents.groups();
        var examples = formats.listed(groups.stream().map(Group::first).toList());
        page.addAttribute(
                "causes",
                Stream.iterate(0, i -> i < groups.size(), i -> i + 1)
                        .map(i -> listed(groups.get(i), examples.get(i)))
                        .toList());
        page.addAttribute("tries", mayTry(request));
        return "operations/incidents";
    }

    private static Listed listed(Group group, ListedIncident example) {
        var step = group.first().step();
        var why = group.cause().why();
        return new Listed(group.cause(), "%s: %s".formatted(step, why), group.count(), group.givenUp(), example);
    }

    @GetMapping("/cause")
    String of(
            @RequestParam(defaultValue = "") String process,
            @RequestParam(required = false) String element,
            @RequestParam(defaultValue = "") String why,
            @RequestParam(defaultValue = "0") int page,
            Model model,
            HttpServletRequest request) {
        var cause = cause(process, element, why);
        var number = Math.min(Math.max(page, 0), LAST_PAGE);
        var found = incidents.of(cause, (long) number * A_PAGE, A_PAGE + 1);
        model.addAttribute("cause", cause);
        model.addAttribute(
                "headline",
                found.isEmpty() ? why : "%s: %s".formatted(found.get(0).step(), why));
        model.addAttribute("incidents", formats.listed(found.subList(0, Math.min(A_PAGE, found.size()))));
        model.addAttribute("page", number);
        model.addAttribute("more", found.size() > A_PAGE);
        model.addAttribute("tries", mayTry(request));
        return "operations/incidents-of-cause";
    }

    @PostMapping("/cause")
    String tryAllAgain(
            @RequestParam String process,
            @RequestParam(required = false) String element,
            @RequestParam String why,
            HttpServletRequest request,
            RedirectAttributes after) {
        only(request);
        var count = incidents.tryAgain(cause(process, element, why));
        return said(
                count == 0
                        ? "All of that cause are tried again now, or nothing of it is left."
                        : count == 1 ? "It is tried again now." : "%d are tried again now.".formatted(count),
                count > 0,
                after,
                "/operations/incidents");
    }

    /** What belongs to no element of a diagram comes back from the form as an empty text. */
    private static Cause cause(String process, String element, String why) {
        return new Cause(process, element == null || element.isEmpty() ? null : element, why);
    }

    /** Back to the order's page, if the button was pressed there. */
    @PostMapping("/{id}")
    String tryAgain(
            @PathVariable String id,
            @RequestParam(required = false) String order,
            HttpServletRequest request,
            RedirectAttributes after) {
        only(request);
        var done = incidents.tryAgain(id);
        return said(
                done ? "It is tried again now." : "It is not failing any more.",
                done,
                after,
                order == null ? "/operations/incidents" : "/operations/orders/{order}",
                Stream.ofNullable(order).toArray());
    }

    private static String said(
            String sentence, boolean good, RedirectAttributes after, String address, Object... variables) {
        after.addFlashAttribute("said", sentence);
        after.addFlashAttribute("tone", good ? "good" : "warm");
        return "redirect:"
                + UriComponentsBuilder.fromPath(address)
                        .encode()
                        .buildAndExpand(variables)
                        .toUriString();
    }

    static boolean mayTry(HttpServletRequest request) {
        return List.of("ADMIN", "OPERATIONS", "SUPPORT").stream().anyMatch(request::isUserInRole);
    }

    private static void only(HttpServletRequest request) {
        if (!mayTry(request)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "That is for operations and support.");
        }
    }
}
