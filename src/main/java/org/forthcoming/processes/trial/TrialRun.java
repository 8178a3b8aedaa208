package org.forthcoming.processes.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.forthcoming.calendar.ClockAdvance;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.calendar.ShopClock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Plays the stories, day after day, and writes down what happened: in a process of its own, which has nothing of the shop
 * but its models and what it is called. A moved clock is moved for a whole process, the engine included.
 */
@Component
@Lazy(false)
@DependsOn("models")
@Profile(TrialRun.PROFILE)
class TrialRun {

    static final String PROFILE = "trial";

    private static final LocalTime MORNING = LocalTime.of(10, 0);
    private static final LocalTime A_LITTLE_LATER = LocalTime.of(10, 1);
    private static final LocalTime EVENING = LocalTime.of(23, 59);

    private final Path directory;
    private final ShopClock clock;
    private final ShopCalendar calendar;
    private final ClockAdvance clockAdvance;
    private final Whereabouts whereabouts;
    private final ObjectProvider<Stage> stages;
    private final ObjectProvider<Watcher> watchers;
    private final Plan plan;

    TrialRun(
            TrialSettings settings,
            ShopClock clock,
            ShopCalendar calendar,
            ClockAdvance clockAdvance,
            Whereabouts whereabouts,
            ObjectProvider<Stage> stages,
            ObjectProvider<Watcher> watchers)
            throws IOException {
        this.directory = settings.directory();
        this.clock = clock;
        this.calendar = calendar;
        this.clockAdvance = clockAdvance;
        this.whereabouts = whereabouts;
        this.stages = stages;
        this.watchers = watchers;
        this.plan =
                TrialProcess.JSON.readValue(directory.resolve(TrialProcess.PLAN).toFile(), Plan.class);
        // Nobody is left to whom it could tell.
        ProcessHandle.current()
                .parent()
                .ifPresent(parent ->
                        parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    }

    /** When the engine hears of it already, and before the watch over the days begins. */
    @EventListener(ApplicationStartedEvent.class)
    void moveToTheFirstDay() {
        clock.moveTo(at(plan.firstDay(), LocalTime.of(9, 0)));
    }

    /** After all that begins when the application is ready. */
    @EventListener
    void play(AvailabilityChangeEvent<ReadinessState> ready) {
        var all = new ArrayList<Watcher>();
        for (var story : plan.stories()) {
            var stage = stages.getObject();
            stage.prepare(story);
            var watcher = watchers.getObject();
            watcher.watch(story, stage);
            all.add(watcher);
        }
        var lastDay = plan.stories().stream().mapToInt(Story::lastDay).max().orElseThrow();
        for (int day = 0; day <= lastDay && !all.stream().allMatch(Watcher::over); day++) {
            write(TrialProcess.PROGRESS, day);
            play(day, all);
        }
        write(TrialProcess.PLAYED, new Played(all.stream().map(Watcher::played).toList(), besideTheStories(all)));
    }

    private void play(int day, List<Watcher> all) {
        var date = plan.firstDay().plusDays(day);
        Consumer<Consumer<Watcher>> each =
                what -> all.stream().filter(watcher -> !watcher.over()).forEach(what);
        timeGoesTo(date, MORNING);
        each.accept(watcher -> watcher.look(day));
        each.accept(watcher -> watcher.work(day));
        each.accept(watcher -> watcher.look(day));
        each.accept(watcher -> watcher.act(day));
        timeGoesTo(date, A_LITTLE_LATER);
        each.accept(watcher -> watcher.look(day));
        timeGoesTo(date, EVENING);
        each.accept(watcher -> watcher.look(day));
        each.accept(watcher -> watcher.end(day));
    }

    private void timeGoesTo(LocalDate day, LocalTime time) {
        clockAdvance.advance(Duration.between(clock.instant(), at(day, time)));
    }

    private Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(calendar.zone()).toInstant();
    }

    /** A failure that is of no story concerns all. */
    private List<String> besideTheStories(List<Watcher> all) {
        return whereabouts.failures().stream()
                .filter(failure -> all.stream().noneMatch(watcher -> watcher.isOurs(failure.key())))
                .map(failure -> failure.where().words())
                .distinct()
                .toList();
    }

    /** Whoever reads it finds all of it or nothing. */
    private void write(String name, Object content) {
        try {
            var part = directory.resolve(name + ".part");
            TrialProcess.JSON.writeValue(part.toFile(), content);
            Files.move(part, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
