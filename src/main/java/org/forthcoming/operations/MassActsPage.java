package org.forthcoming.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.forthcoming.inventory.Answer;
import org.forthcoming.orders.MassAct;
import org.forthcoming.orders.MassAct.Kind;
import org.forthcoming.orders.MassActs;
import org.forthcoming.orders.NewMassAct;
import org.forthcoming.orders.Touched.Outcome;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Acts on many orders at once: prepared here, looked at, started, and reported. */
@Controller
@RequestMapping("/operations/mass-acts")
class MassActsPage {

    private final StaffsMassAct.Desk desk;
    private final MassActs acts;

    MassActsPage(StaffsMassAct.Desk desk, MassActs acts) {
        this.desk = desk;
        this.acts = acts;
    }

    /** What was entered, as it was, to be shown again when it is refused. */
    record Entered(
            Kind kind,
            String sku,
            String orders,
            Boolean shippedToo,
            String reason,
            String promisedOn,
            String subject,
            String message) {

        NewMassAct wanted() {
            var day = promisedOn == null || promisedOn.isBlank() ? null : LocalDate.parse(promisedOn.strip());
            return new NewMassAct(kind, sku, numbers(), Boolean.TRUE.equals(shippedToo), reason, day, subject, message);
        }

        private List<String> numbers() {
            return orders == null
                    ? List.of()
                    : Arrays.stream(orders.split("[\\s\\p{Cntrl},;]+"))
                            .filter(number -> !number.isBlank())
                            .distinct()
                            .toList();
        }
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "0") int page, Model model, HttpServletRequest request) {
        model.addAttribute("acts", desk.list(Math.min(Math.max(page, 0), 10_000)));
        model.addAttribute("prepares", mayAny(request));
        return "operations/mass-acts";
    }

    @GetMapping("/new")
    String form(
            @RequestParam(defaultValue = "") String sku,
            @RequestParam(defaultValue = "") List<String> orders,
            Model model,
            HttpServletRequest request) {
        return form(new Entered(null, sku, String.join("\n", orders), false, "", "", "", ""), model, request);
    }

    private String form(Entered entered, Model model, HttpServletRequest request) {
        if (!mayAny(request)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "That is for support and operations.");
        }
        model.addAttribute("entered", entered);
        model.addAttribute("rePromises", may(request, Kind.RE_PROMISE));
        return "operations/mass-act-new";
    }

    @PostMapping
    String prepare(Entered entered, Model model, HttpServletRequest request, Principal by) {
        if (entered.kind() == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Choose what to do.");
        }
        only(request, entered.kind());
        Answer<MassAct> answer;
        try {
            answer = acts.prepare(entered.wanted(), by.getName());
        } catch (DateTimeParseException e) {
            answer = Answer.invalid("“%s” is no day; write it like 2027-01-31.".formatted(entered.promisedOn()));
        }
        if (answer instanceof Answer.Done<MassAct> done) {
            return "redirect:/operations/mass-acts/" + done.value().id();
        }
        model.addAttribute("said", ((Answer.Refused<MassAct>) answer).sentence());
        return form(entered, model, request);
    }

    @GetMapping("/{id}")
    String show(
            @PathVariable long id,
            @RequestParam(required = false) Outcome only,
            @RequestParam(defaultValue = "0") int page,
            Model model,
            HttpServletRequest request,
            Principal by) {
        var act = find(id, only, Math.min(Math.max(page, 0), 10_000));
        model.addAttribute("act", act);
        model.addAttribute("only", only);
        model.addAttribute("may", may(request, act.kind()));
        model.addAttribute(
                "waitsForAnother", act.needsAnother() && act.preparedBy().equals(by.getName()));
        return "operations/mass-act";
    }

    /** For a spreadsheet. */
    @GetMapping(path = "/{id}/report.csv", produces = "text/csv;charset=UTF-8")
    ResponseEntity<String> report(@PathVariable long id) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"mass-act-%d.csv\"".formatted(id))
                .body(desk.report(id).orElseThrow(() -> unknown(id)));
    }

    @PostMapping("/{id}/start")
    String start(@PathVariable long id, HttpServletRequest request, Principal by, RedirectAttributes after) {
        only(request, find(id, null, 0).kind());
        return said(acts.start(id, by.getName()), "It is under way.", id, after);
    }

    @PostMapping("/{id}/withdraw")
    String withdraw(@PathVariable long id, HttpServletRequest request, Principal by, RedirectAttributes after) {
        only(request, find(id, null, 0).kind());
        return said(acts.withdraw(id, by.getName()), "It is withdrawn; nothing was done.", id, after);
    }

    private StaffsMassAct find(long id, Outcome only, int page) {
        return desk.find(id, only, page).orElseThrow(() -> unknown(id));
    }

    private static ResponseStatusException unknown(long id) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no mass act %d.".formatted(id));
    }

    private static String said(Answer<MassAct> answer, String done, long id, RedirectAttributes after) {
        var refused = answer instanceof Answer.Refused<MassAct> no ? no.sentence() : null;
        after.addFlashAttribute("said", refused == null ? done : refused);
        after.addFlashAttribute("tone", refused == null ? "good" : "warm");
        return "redirect:/operations/mass-acts/" + id;
    }

    /** As with single orders: support cancels and writes, operations know the days; both may do the former for a SKU. */
    private static boolean may(HttpServletRequest request, Kind kind) {
        return (kind == Kind.RE_PROMISE
                        ? Stream.of("ADMIN", "OPERATIONS")
                        : Stream.of("ADMIN", "OPERATIONS", "SUPPORT"))
                .anyMatch(request::isUserInRole);
    }

    /** Whether there is anything that this user may do to many. */
    static boolean mayAny(HttpServletRequest request) {
        return Stream.of(Kind.values()).anyMatch(kind -> may(request, kind));
    }

    private static void only(HttpServletRequest request, Kind kind) {
        if (!may(request, kind)) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    kind == Kind.RE_PROMISE ? "That is for operations." : "That is for support and operations.");
        }
    }
}
