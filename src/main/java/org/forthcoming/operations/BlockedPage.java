package org.forthcoming.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.forthcoming.inventory.Shortages;
import org.forthcoming.inventory.Shortages.Shortage;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is blocked by which SKU: who waits, what is coming when, what is short, what could ship now. */
@Controller
class BlockedPage {

    private static final int A_PAGE = 100;

    private final Shortages shortages;

    BlockedPage(Shortages shortages) {
        this.shortages = shortages;
    }

    record Blocked(
            String sku, int units, int claims, int onHand, List<String> coming, int unitsShort, int releasable) {}

    @GetMapping("/operations/blocked")
    String list(@RequestParam(defaultValue = "0") int page, Model model, HttpServletRequest request) {
        var found = shortages.page(PageRequest.of(Math.min(Math.max(page, 0), 10_000), A_PAGE));
        model.addAttribute("blocked", found.map(BlockedPage::worded));
        model.addAttribute("massActs", MassActsPage.mayAny(request));
        return "operations/blocked";
    }

    private static Blocked worded(Shortage shortage) {
        var stock = shortage.stock();
        return new Blocked(
                stock.sku(),
                stock.waiting(),
                shortage.claims(),
                stock.onHand(),
                stock.incoming().stream()
                        .map(supply -> "%d %s (%s)"
                                .formatted(
                                        supply.quantity(),
                                        supply.expectedOn() == null ? "on no known day" : "on " + supply.expectedOn(),
                                        supply.reference()))
                        .toList(),
                shortage.unitsShort(),
                shortage.releasableNow());
    }
}
