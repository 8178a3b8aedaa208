package org.forthcoming.processes.trial;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forthcoming.calendar.ShopCalendar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Tries changed models out: the same stories are played with the models in force and with those of the change, at the same
 * time, each in a process of its own. One trial at a time on each node; what it showed is kept until the node ends.
 */
@Component
public class Trials {

    private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

    /** What the shop is called and how its days are counted; nothing that is a secret or leads to one. */
    private static final List<String> OF_THE_SHOP = List.of(
            "forthcoming.zone",
            "forthcoming.country",
            "forthcoming.handling-days",
            "forthcoming.law-profile",
            "forthcoming.base-url",
            "forthcoming.mail.from",
            "forthcoming.shop.name",
            "forthcoming.shop.email",
            "forthcoming.shop.phone",
            "forthcoming.shop.address");

    private static final int KEPT = 20;

    private final Environment settings;
    private final ShopCalendar calendar;
    private final Duration limit;

    /** By rollout, the latest last. */
    private final Map<Long, Trial> latest = new LinkedHashMap<>();

    private Thread running;

    Trials(Environment settings, ShopCalendar calendar, TrialSettings limits) {
        this.settings = settings;
        this.calendar = calendar;
        this.limit = limits.limit();
    }

    /** Begins a trial of a rollout; empty when another one runs on this node. */
    public synchronized Optional<Trial> begin(
            long rollout, SortedMap<String, byte[]> before, SortedMap<String, byte[]> after, Set<Story> stories) {
        if (running != null && running.isAlive()) {
            return Optional.empty();
        }
        var trial = new Trial(stories);
        latest.remove(rollout);
        latest.put(rollout, trial);
        if (latest.size() > KEPT) {
            latest.remove(latest.keySet().iterator().next());
        }
        running = new Thread(() -> run(trial, before, after), "trial");
        running.setDaemon(true);
        running.start();
        return Optional.of(trial);
    }

    /** The last trial of a rollout on this node. */
    public synchronized Optional<Trial> latest(long rollout) {
        return Optional.ofNullable(latest.get(rollout));
    }

    private void run(Trial trial, SortedMap<String, byte[]> before, SortedMap<String, byte[]> after) {
        var end = System.nanoTime() + limit.toNanos();
        // A Monday, so that the days of the stories fall on the same days of the week whenever they are played.
        var plan = new Plan(
                calendar.today().with(TemporalAdjusters.next(DayOfWeek.MONDAY)),
                trial.stories().stream().sorted().toList());
        try (var first = new TrialProcess(before, plan, ofTheShop());
                var second = new TrialProcess(after, plan, ofTheShop())) {
            trial.plays(first, second);
            trial.shows(Comparison.of(played("Before the change", first, end), played("With the change", second, end)));
        } catch (TrialFailed e) {
            trial.failed(e.getMessage());
        } catch (InterruptedException e) {
            trial.failed("The shop was ended meanwhile.");
        } catch (IOException | RuntimeException e) {
            LOG.error("A trial failed.", e);
            trial.failed("It can't be tried out here: " + Troubles.words(e));
        }
    }

    private static Played played(String which, TrialProcess process, long end)
            throws InterruptedException, TrialFailed {
        try {
            return process.played(end - System.nanoTime());
        } catch (TrialFailed e) {
            throw new TrialFailed(which + ": " + e.getMessage());
        }
    }

    Map<String, String> ofTheShop() {
        var given = new TreeMap<String, String>();
        for (var name : OF_THE_SHOP) {
            var value = settings.getProperty(name);
            if (StringUtils.hasText(value)) {
                given.put(name, value);
            }
        }
        return given;
    }

    @PreDestroy
    void end() throws InterruptedException {
        Thread present;
        synchronized (this) {
            present = running;
        }
        if (present != null) {
            present.interrupt();
            present.join(Duration.ofSeconds(10).toMillis());
        }
    }
}
