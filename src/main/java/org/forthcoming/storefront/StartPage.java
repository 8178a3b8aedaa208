package org.forthcoming.storefront;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where a newcomer begins. Everybody may look; the buttons are for administrators, as who the page lets one sign in. */
@Controller
@Profile("!production")
class StartPage {

    private static final String START = "redirect:/";

    private final Tour tour;

    /** Whether the users exist that everybody knows: only where nobody else can reach the server. */
    private final boolean wellKnownUsers;

    StartPage(Tour tour, ServerProperties server) {
        this.tour = tour;
        this.wellKnownUsers = server.getAddress() != null && server.getAddress().isLoopbackAddress();
    }

    @GetMapping("/")
    String show(Model page, HttpServletRequest request) {
        page.addAttribute("stage", tour.stage().orElse(null));
        page.addAttribute("today", tour.today());
        page.addAttribute("user", request.getRemoteUser());
        page.addAttribute("may", request.isUserInRole("ADMIN"));
        page.addAttribute("wellKnownUsers", wellKnownUsers);
        return "storefront/start";
    }

    @PostMapping("/start/order")
    String order(@RequestParam(defaultValue = "en") String language, RedirectAttributes next) {
        return after(tour.place(language), next);
    }

    @PostMapping("/start/receipt")
    String receive(RedirectAttributes next) {
        return after(tour.receive(), next);
    }

    @PostMapping("/start/shipment")
    String ship(HttpServletRequest request, RedirectAttributes next) {
        return after(
                tour.toShip()
                        .map(id -> tour.ship(id, request.getRemoteUser()))
                        .orElse(Optional.of("Place a sample order first.")),
                next);
    }

    @PostMapping("/start/clock")
    String waitTenDays(RedirectAttributes next) {
        tour.wait10Days();
        return after(Optional.empty(), next);
    }

    private static String after(Optional<String> refusal, RedirectAttributes next) {
        refusal.ifPresent(sentence -> next.addFlashAttribute("refusal", sentence));
        return START;
    }
}
