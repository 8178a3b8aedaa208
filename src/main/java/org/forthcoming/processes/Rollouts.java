package org.forthcoming.processes;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.forthcoming.calendar.ShopClock;
import org.forthcoming.communication.OwnTemplates;
import org.forthcoming.inventory.Atomic;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes of diagrams, tables, forms and mails while orders wait: prepared by one, put in force by another, rolled back
 * by either.
 *
 * <p>Files are named as in bpmn/, without {@code forms/}: {@code Backorder.bpmn}, {@code LawProfile.dmn}, {@code
 * PackAndShip.form}, {@code mails/SHIPPED.en.html}.
 */
@Service
public class Rollouts {

    private static final String NOT_IN_FORCE = "It is not in force.";
    private static final int LISTED = 50;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_REMARK = 2000;

    private final RolloutBook book;
    private final FilesInForce inForce;
    private final Models models;
    private final OwnTemplates templates;
    private final Moves moves;
    private final Following following;
    private final ModelSettings settings;
    private final ShopClock clock;

    Rollouts(
            RolloutBook book,
            FilesInForce inForce,
            Models models,
            OwnTemplates templates,
            Moves moves,
            Following following,
            ModelSettings settings,
            ShopClock clock) {
        this.book = book;
        this.inForce = inForce;
        this.models = models;
        this.templates = templates;
        this.moves = moves;
        this.following = following;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What became of an act on a rollout.
     *
     * @param rollout what it is about; null when nothing was stored
     * @param refused why nothing was changed, a sentence each; empty when it was done
     */
    public record Outcome(Rollout rollout, List<String> refused) {

        public boolean done() {
            return refused.isEmpty();
        }

        private static Outcome refused(String sentence) {
            return new Outcome(null, List.of(sentence));
        }
    }

    /**
     * A rollout with what it means.
     *
     * @param changes what differs from what was in force before
     * @param waiting where orders wait in other versions of the processes that it changes, and whether they can follow
     */
    public record View(Rollout rollout, List<ModelDiff.FileChange> changes, List<Following.Version> waiting) {}

    /** All files in force, those of the product with what the shop has changed. */
    @Transactional(readOnly = true)
    public SortedMap<String, byte[]> filesInForce() {
        return inForce.all();
    }

    /** All files as they are in force once this rollout is. */
    @Transactional(readOnly = true)
    public SortedMap<String, byte[]> filesWith(long rollout) {
        return inForce.with(book.findById(rollout).orElseThrow());
    }

    /** The latest rollouts, the newest first. */
    @Transactional(readOnly = true)
    public List<Rollout> latest() {
        var latest = book.findAllByOrderByIdDesc(Limit.of(LISTED));
        latest.forEach(Rollout::fileNames);
        return latest;
    }

    @Transactional(readOnly = true)
    public Optional<Rollout> find(long id) {
        return book.findById(id);
    }

    /** A rollout with what it changes; empty when there is none. */
    @Transactional(readOnly = true)
    public Optional<View> view(long id) {
        return book.findById(id).map(rollout -> {
            var changes = ModelDiff.between(before(rollout), after(rollout));
            var waiting = new ArrayList<Following.Version>();
            if (rollout.state() == Rollout.State.PREPARED || rollout.state() == Rollout.State.IN_FORCE) {
                after(rollout).forEach((name, content) -> {
                    if (name.endsWith(".bpmn")) {
                        following.into(name.substring(0, name.length() - ".bpmn".length()), content).stream()
                                .filter(version -> rollout.state() == Rollout.State.PREPARED || !version.latest())
                                .forEach(waiting::add);
                    }
                });
            }
            return new View(rollout, changes, waiting);
        });
    }

    /** A diagram as it was before a rollout, or as it is with it. */
    @Transactional(readOnly = true)
    public Optional<byte[]> file(long id, String name, boolean after) {
        return book.findById(id).map(rollout -> (after ? after(rollout) : before(rollout)).get(name));
    }

    private SortedMap<String, byte[]> before(Rollout rollout) {
        if (rollout.state() != Rollout.State.PREPARED) {
            return rollout.before();
        }
        var before = new TreeMap<>(inForce.all());
        before.keySet().retainAll(rollout.fileNames());
        return before;
    }

    private SortedMap<String, byte[]> after(Rollout rollout) {
        return rollout.over(new TreeMap<>(), inForce.ofProduct());
    }

    /** Files of which the product has brought a new version since the shop changed them; the shop's are in force. */
    @Transactional(readOnly = true)
    public SortedSet<String> newerInProduct() {
        var newer = new TreeMap<String, Boolean>();
        for (var rollout : book.findByStateOrderByInForceOrder(Rollout.State.IN_FORCE)) {
            for (var file : rollout.files) {
                var ofProduct = inForce.ofProduct().get(file.name);
                newer.put(
                        file.name,
                        file.content != null
                                && ofProduct != null
                                && !Arrays.equals(file.content, ofProduct)
                                && !RolloutFile.digest(ofProduct).equals(file.productDigest));
            }
        }
        newer.values().removeIf(is -> !is);
        return new TreeSet<>(newer.keySet());
    }

    /** A file that is in force. */
    @Transactional(readOnly = true)
    public Optional<byte[]> fileInForce(String name) {
        return Optional.ofNullable(inForce.all().get(name));
    }

    /** Files in force that are the shop's own, changed or added. */
    @Transactional(readOnly = true)
    public SortedSet<String> ownFiles() {
        return inForce.own();
    }

    /** What lies in the folder {@code forthcoming.models.dir} and differs from what is in force; empty without a folder. */
    @Transactional(readOnly = true)
    public SortedMap<String, byte[]> inFolder() {
        var changed = new TreeMap<String, byte[]>();
        if (settings.dir() != null && Files.isDirectory(settings.dir())) {
            var present = inForce.all();
            ModelFiles.in(settings.dir()).forEach((name, content) -> {
                if (!Arrays.equals(content, present.get(name))) {
                    changed.put(name, content);
                }
            });
        }
        return changed;
    }

    /** The folder from which changed files can be picked up. */
    public Optional<String> folder() {
        return Optional.ofNullable(settings.dir())
                .map(dir -> dir.toAbsolutePath().toString());
    }

    /**
     * Stores a change that passes the check; it changes nothing yet.
     *
     * @param files by name; a null content means: as the product brings it, or no such file any more
     */
    @Transactional
    public Outcome prepare(String name, String remark, Map<String, byte[]> files, String by) {
        var title = printable(name);
        var words = printable(remark);
        if (title.isEmpty() || title.length() > LONGEST_NAME) {
            return Outcome.refused(
                    "Say in a few words what is changed, %d characters at most.".formatted(LONGEST_NAME));
        }
        if (words.length() > LONGEST_REMARK) {
            return Outcome.refused("The remark is longer than %d characters.".formatted(LONGEST_REMARK));
        }
        var present = inForce.all();
        var faults = UploadCheck.faults(files);
        if (!faults.isEmpty()) {
            return new Outcome(null, faults);
        }
        var rollout = new Rollout(title, words.isEmpty() ? null : words, by, clock.instant());
        files.forEach((file, content) -> {
            var wanted = content == null ? inForce.ofProduct().get(file) : content;
            if (!Arrays.equals(wanted, present.get(file))) {
                rollout.files.add(new RolloutFile(
                        rollout,
                        file,
                        content,
                        present.get(file),
                        inForce.ofProduct().get(file)));
            }
        });
        if (rollout.files.isEmpty()) {
            return Outcome.refused(files.isEmpty() ? "There are no files." : "Nothing differs from what is in force.");
        }
        faults = models.faults(inForce.with(rollout));
        if (!faults.isEmpty()) {
            return new Outcome(null, faults);
        }
        return new Outcome(book.save(rollout), List.of());
    }

    /** PostgreSQL stores no NUL, and nobody reads the others. */
    private static String printable(String text) {
        return text == null
                ? ""
                : text.replaceAll("[\\p{Cntrl}&&[^\r\n\t]]", "").strip();
    }

    /** Lets the product's own version of a file take the place of the shop's, as a change like any other. */
    @Transactional
    public Outcome prepareProducts(String file, String by) {
        var files = new TreeMap<String, byte[]>();
        files.put(file, null);
        return prepare("Take the product's " + file, null, files, by);
    }

    /** Whether this user may put it in force; the rule of the second pair of eyes. */
    public boolean mayApprove(Rollout rollout, String user, boolean administrator) {
        return administrator
                || !settings.secondApproval()
                || !rollout.preparedBy().equals(user);
    }

    /**
     * Puts a prepared change in force: for new orders at once, for those that wait as far as they can follow, in the
     * background.
     *
     * @param move whether the waiting orders follow
     */
    @Atomic
    public Outcome putInForce(long id, String by, boolean administrator, boolean move) {
        var lock = book.lock();
        var rollout = book.findById(id).orElseThrow();
        if (rollout.state() != Rollout.State.PREPARED) {
            return Outcome.refused("It is not waiting for approval any more.");
        }
        if (!mayApprove(rollout, by, administrator)) {
            return Outcome.refused("Somebody else than who prepared it has to put it in force.");
        }
        var outdated = outdated(rollout);
        if (!outdated.isEmpty()) {
            return Outcome.refused(
                    "%s has changed since this was prepared; what changed it would be lost. Change the file that is in force now, and prepare it anew."
                            .formatted(String.join(", ", outdated)));
        }
        var files = inForce.with(rollout);
        var faults = models.faults(files);
        if (!faults.isEmpty()) {
            return new Outcome(null, faults);
        }
        rollout.putInForce(by, clock.instant(), lock.takeOrder());
        var made = apply(rollout, files);
        rollout.became(made);
        if (move) {
            moves.end(keys(made));
            moves.begin(rollout, made, by, false);
        }
        return new Outcome(rollout, List.of());
    }

    /** Lets the orders follow that still wait in older versions: nobody wanted it before, or they stood where they could not. */
    @Atomic
    public Outcome letFollow(long id, String by) {
        book.lock();
        var rollout = book.findById(id).orElseThrow();
        if (rollout.state() != Rollout.State.IN_FORCE) {
            return Outcome.refused(NOT_IN_FORCE);
        }
        if (!isLast(rollout)) {
            return Outcome.refused("Another change was put in force after it; orders follow into that one.");
        }
        var newest = moves.newest(rollout.processes());
        moves.end(keys(newest));
        moves.begin(rollout, newest, by, false);
        return new Outcome(rollout, List.of());
    }

    /** Forgets a prepared change. */
    @Transactional
    public Outcome withdraw(long id, String by) {
        book.lock();
        var rollout = book.findById(id).orElseThrow();
        if (rollout.state() != Rollout.State.PREPARED) {
            return Outcome.refused("It is not waiting for approval any more.");
        }
        rollout.end(Rollout.State.WITHDRAWN, by, clock.instant());
        return new Outcome(rollout, List.of());
    }

    /** Whether it can be rolled back: the change put in force last goes first. */
    @Transactional(readOnly = true)
    public boolean isLast(Rollout rollout) {
        var all = book.findByStateOrderByInForceOrder(Rollout.State.IN_FORCE);
        return !all.isEmpty() && all.get(all.size() - 1).id.equals(rollout.id);
    }

    /**
     * Puts in force again what was before, as a new version.
     *
     * @param move whether the orders that wait in what is taken back follow
     */
    @Atomic
    public Outcome rollBack(long id, String by, boolean move) {
        book.lock();
        var rollout = book.findById(id).orElseThrow();
        if (rollout.state() != Rollout.State.IN_FORCE) {
            return Outcome.refused(NOT_IN_FORCE);
        }
        if (!isLast(rollout)) {
            return Outcome.refused("Another change was put in force after it; roll that back first.");
        }
        var files = inForce.without(rollout);
        var faults = models.faults(files);
        if (!faults.isEmpty()) {
            return new Outcome(null, faults);
        }
        rollout.end(Rollout.State.ROLLED_BACK, by, clock.instant());
        var made = apply(rollout, files);
        moves.end(keys(made));
        if (move) {
            moves.begin(rollout, made, by, true);
        }
        return new Outcome(rollout, List.of());
    }

    /** Files of which others are in force now than when it was prepared. */
    private List<String> outdated(Rollout rollout) {
        var present = inForce.all();
        return rollout.files.stream()
                .filter(file -> !Arrays.equals(file.contentBefore, present.get(file.name)))
                .map(file -> file.name)
                .toList();
    }

    private static List<String> keys(List<ProcessDefinition> processes) {
        return processes.stream().map(ProcessDefinition::getKey).toList();
    }

    /** Makes new versions of a rollout's files only: others may run on a newer product than this node. */
    private List<ProcessDefinition> apply(Rollout rollout, SortedMap<String, byte[]> files) {
        var changed = new TreeMap<String, byte[]>();
        rollout.files.stream()
                .filter(file -> files.containsKey(file.name))
                .forEach(file -> changed.put(file.name, files.get(file.name)));
        var made = models.deploy(changed);
        templates.putInForce(inForce.ownMails());
        return made;
    }
}
