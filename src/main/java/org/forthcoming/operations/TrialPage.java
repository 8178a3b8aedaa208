package org.forthcoming.operations;

import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.Set;
import org.forthcoming.processes.Rollout;
import org.forthcoming.processes.Rollouts;
import org.forthcoming.processes.trial.Story;
import org.forthcoming.processes.trial.Trials;
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

/** A prepared change is tried out in stories, which are then shown as they go before and after it. */
@Controller
@RequestMapping("/operations/models/rollouts/{rollout}/trial")
class TrialPage {

    private static final String SECONDS = "3";

    private final Rollouts rollouts;
    private final Trials trials;

    TrialPage(Rollouts rollouts, Trials trials) {
        this.rollouts = rollouts;
        this.trials = trials;
    }

    @GetMapping
    String show(@PathVariable("rollout") long id, Model model, HttpServletResponse response) {
        var rollout = find(id);
        var trial = trials.latest(id);
        if (trial.filter(latest -> latest.runs()).isPresent()) {
            response.setHeader("Refresh", SECONDS);
        }
        model.addAttribute("rollout", rollout);
        model.addAttribute("prepared", rollout.state() == Rollout.State.PREPARED);
        model.addAttribute("stories", Story.values());
        model.addAttribute("chosen", trial.map(latest -> latest.stories()).orElse(EnumSet.allOf(Story.class)));
        model.addAttribute("trial", trial.orElse(null));
        model.addAttribute(
                "comparison", trial.flatMap(latest -> latest.comparison()).orElse(null));
        return "operations/trial";
    }

    @PostMapping
    String begin(
            @PathVariable("rollout") long id,
            @RequestParam(required = false) Set<Story> stories,
            RedirectAttributes answer) {
        if (find(id).state() != Rollout.State.PREPARED) {
            answer.addFlashAttribute(
                    "refused", "It is not waiting for approval any more, so there is nothing to try out.");
        } else if (stories == null || stories.isEmpty()) {
            answer.addFlashAttribute("refused", "Choose at least one story.");
        } else if (trials.begin(id, rollouts.filesInForce(), rollouts.filesWith(id), stories)
                .isEmpty()) {
            answer.addFlashAttribute("refused", "Another trial is running. Try again in a minute.");
        }
        return "redirect:/operations/models/rollouts/{rollout}/trial";
    }

    private Rollout find(long id) {
        return rollouts.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
