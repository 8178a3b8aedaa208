package org.forthcoming.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.SortedMap;
import org.forthcoming.inventory.Answer;
import org.forthcoming.processes.Deployed;
import org.forthcoming.processes.Moves;
import org.forthcoming.processes.Rollout;
import org.forthcoming.processes.Rollouts;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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

/** What is deployed in which version and what waits where; analysts roll out changes here while orders wait. */
@Controller
@RequestMapping("/operations/models")
class ModelsPage {

    private static final String OVERVIEW = "operations/models";

    private final Rollouts rollouts;
    private final Deployed deployed;
    private final Moves moves;
    private final ListedMail.Formats formats;

    ModelsPage(Rollouts rollouts, Deployed deployed, Moves moves, ListedMail.Formats formats) {
        this.rollouts = rollouts;
        this.deployed = deployed;
        this.moves = moves;
        this.formats = formats;
    }

    /** A rollout in a list. */
    record Listed(long id, String name, String state, String tone, String files, String prepared, String approved) {}

    @GetMapping
    String overview(Model model, HttpServletRequest request) {
        model.addAttribute("processes", deployed.processes());
        model.addAttribute("files", deployed.files());
        model.addAttribute("own", rollouts.ownFiles());
        model.addAttribute("newer", rollouts.newerInProduct());
        model.addAttribute(
                "rollouts", rollouts.latest().stream().map(this::listed).toList());
        model.addAttribute("folder", rollouts.folder().orElse(null));
        model.addAttribute("inFolder", rollouts.inFolder().keySet());
        model.addAttribute("prepares", prepares(request));
        return OVERVIEW;
    }

    @GetMapping("/processes/{key}")
    String process(@PathVariable String key, Model model) {
        var process = deployed.process(key).orElseThrow(ModelsPage::unknown);
        model.addAttribute("process", process);
        model.addAttribute(
                "versions", process.versions().stream().map(DrawnVersion::of).toList());
        return "operations/model";
    }

    /** A file that is in force, to be changed at home. */
    @GetMapping("/file")
    ResponseEntity<byte[]> file(@RequestParam String name) {
        var content = rollouts.fileInForce(name).orElseThrow(ModelsPage::unknown);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name.substring(name.indexOf('/') + 1) + "\"")
                .body(content);
    }

    @PostMapping("/rollouts")
    String prepare(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) String remark,
            @RequestParam(required = false) String files,
            Model model,
            HttpServletRequest request) {
        var read = UploadedFiles.read(files);
        return read instanceof Answer.Done<SortedMap<String, byte[]>> done
                ? prepare(name, remark, done.value(), model, request)
                : refused(List.of(((Answer.Refused<SortedMap<String, byte[]>>) read).sentence()), name, model, request);
    }

    @PostMapping("/pickup")
    String pickUp(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) String remark,
            Model model,
            HttpServletRequest request) {
        return prepare(name, remark, rollouts.inFolder(), model, request);
    }

    @PostMapping("/products")
    String takeProducts(@RequestParam String file, Model model, HttpServletRequest request) {
        return prepared(rollouts.prepareProducts(file, request.getRemoteUser()), "", model, request);
    }

    private String prepare(
            String name, String remark, SortedMap<String, byte[]> files, Model model, HttpServletRequest request) {
        return prepared(rollouts.prepare(name, remark, files, request.getRemoteUser()), name, model, request);
    }

    private String prepared(Rollouts.Outcome outcome, String name, Model model, HttpServletRequest request) {
        return outcome.done()
                ? "redirect:/operations/models/rollouts/" + outcome.rollout().id()
                : refused(outcome.refused(), name, model, request);
    }

    private String refused(List<String> sentences, String name, Model model, HttpServletRequest request) {
        model.addAttribute("refused", sentences);
        model.addAttribute("name", name);
        return overview(model, request);
    }

    @GetMapping("/rollouts/{id}")
    String rollout(@PathVariable long id, Model model, HttpServletRequest request) {
        var view = rollouts.view(id).orElseThrow(ModelsPage::unknown);
        var rollout = view.rollout();
        var progress = moves.of(id);
        model.addAttribute("rollout", rollout);
        model.addAttribute("listed", listed(rollout));
        model.addAttribute(
                "ended",
                rollout.endedBy()
                        .map(by -> by + ", " + formats.minute(rollout.endedAt().orElseThrow()))
                        .orElse(null));
        model.addAttribute(
                "changes",
                view.changes().stream()
                        .map(change -> DrawnChange.of(id, change))
                        .toList());
        model.addAttribute("waiting", view.waiting());
        model.addAttribute("progress", progress);
        model.addAttribute("goesOn", progress.stream().anyMatch(Moves.Progress::goesOn));
        model.addAttribute("failed", progress.stream().anyMatch(one -> one.failed() > 0));
        model.addAttribute("prepares", prepares(request));
        model.addAttribute(
                "approves",
                prepares(request)
                        && rollouts.mayApprove(rollout, request.getRemoteUser(), request.isUserInRole("ADMIN")));
        model.addAttribute(
                "follow",
                view.waiting().stream()
                        .flatMap(version -> version.waiting().stream())
                        .anyMatch(one -> one.why() == null));
        model.addAttribute("prepared", rollout.state() == Rollout.State.PREPARED);
        model.addAttribute("last", rollout.state() == Rollout.State.IN_FORCE && rollouts.isLast(rollout));
        return "operations/rollout";
    }

    @GetMapping("/rollouts/{id}/file")
    ResponseEntity<byte[]> file(
            @PathVariable long id, @RequestParam String name, @RequestParam(defaultValue = "true") boolean after) {
        return xml(rollouts.file(id, name, after).orElseThrow(ModelsPage::unknown));
    }

    @PostMapping("/rollouts/{id}/approval")
    String approve(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean move,
            HttpServletRequest request,
            RedirectAttributes said) {
        return done(
                id,
                rollouts.putInForce(existing(id), request.getRemoteUser(), request.isUserInRole("ADMIN"), move),
                move ? "It is in force. Waiting orders follow one by one." : "It is in force for new orders.",
                said);
    }

    @PostMapping("/rollouts/{id}/moves")
    String letFollow(@PathVariable long id, HttpServletRequest request, RedirectAttributes said) {
        return done(
                id,
                rollouts.letFollow(existing(id), request.getRemoteUser()),
                "Those that can follow do so one by one.",
                said);
    }

    @PostMapping("/rollouts/{id}/withdrawal")
    String withdraw(@PathVariable long id, HttpServletRequest request, RedirectAttributes said) {
        return done(id, rollouts.withdraw(existing(id), request.getRemoteUser()), "It is withdrawn.", said);
    }

    @PostMapping("/rollouts/{id}/rollback")
    String rollBack(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean move,
            HttpServletRequest request,
            RedirectAttributes said) {
        return done(
                id,
                rollouts.rollBack(existing(id), request.getRemoteUser(), move),
                "It is rolled back: what was in force before is in force again.",
                said);
    }

    @PostMapping("/rollouts/{id}/retry")
    String retry(@PathVariable long id, RedirectAttributes said) {
        moves.tryAgain(existing(id));
        said.addFlashAttribute("said", "Those that failed are tried again.");
        return "redirect:/operations/models/rollouts/" + id;
    }

    private long existing(long id) {
        return rollouts.find(id).orElseThrow(ModelsPage::unknown).id();
    }

    private static String done(long id, Rollouts.Outcome outcome, String sentence, RedirectAttributes said) {
        said.addFlashAttribute("said", outcome.done() ? sentence : null);
        said.addFlashAttribute("refused", outcome.refused());
        return "redirect:/operations/models/rollouts/" + id;
    }

    private Listed listed(Rollout rollout) {
        return new Listed(
                rollout.id(),
                rollout.name(),
                switch (rollout.state()) {
                    case PREPARED -> "Waits for approval";
                    case IN_FORCE -> "In force";
                    case WITHDRAWN -> "Withdrawn";
                    case ROLLED_BACK -> "Rolled back";
                },
                switch (rollout.state()) {
                    case PREPARED -> "warm";
                    case IN_FORCE -> "good";
                    case WITHDRAWN, ROLLED_BACK -> "";
                },
                String.join(", ", rollout.fileNames()),
                rollout.preparedBy() + ", " + formats.minute(rollout.preparedAt()),
                rollout.approvedBy()
                        .map(by ->
                                by + ", " + formats.minute(rollout.inForceAt().orElseThrow()))
                        .orElse(null));
    }

    private static boolean prepares(HttpServletRequest request) {
        return request.isUserInRole("ANALYST") || request.isUserInRole("ADMIN");
    }

    private static ResponseEntity<byte[]> xml(byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_XML)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment") // for the drawing library, never a page of its own
                .body(content);
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such model.");
    }
}
