package org.forthcoming.processes.trial;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Mails;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.FulfillmentStatus;
import org.forthcoming.processes.trial.Happening.Kind;
import org.forthcoming.processes.trial.Played.PlayedStory;
import org.forthcoming.processes.trial.Played.Step;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/** Notes what happens in one story: each mail, task and change of status once, with its day. */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Profile(TrialRun.PROFILE)
class Watcher {

    private final Mails mails;
    private final TaskService tasks;
    private final TrialStaff staff;
    private final Whereabouts whereabouts;
    private final ShopCalendar calendar;

    private final List<Step> steps = new ArrayList<>();
    private final Set<Object> seen = new HashSet<>();
    private final Map<String, String> statuses = new LinkedHashMap<>();
    private Story story;
    private Stage stage;
    private boolean over;

    Watcher(Mails mails, TaskService tasks, TrialStaff staff, Whereabouts whereabouts, ShopCalendar calendar) {
        this.mails = mails;
        this.tasks = tasks;
        this.staff = staff;
        this.whereabouts = whereabouts;
        this.calendar = calendar;
    }

    void watch(Story toWatch, Stage itsStage) {
        story = toWatch;
        stage = itsStage;
    }

    PlayedStory played() {
        return new PlayedStory(story, List.copyOf(steps));
    }

    boolean over() {
        return over;
    }

    /** What somebody does on this day, if anybody does. */
    void act(int day) {
        for (var act : story.on(day)) {
            steps.add(new Step(day, calendar.today(), act.words(), new ArrayList<>()));
            try {
                act.doing().apply(stage).ifPresent(why -> trouble(day, "Refused", why));
            } catch (RuntimeException e) {
                trouble(day, "Failed", Troubles.words(e));
            }
        }
    }

    /** Staff does what lies there to be done, each task once. */
    void work(int day) {
        for (var task : keys().flatMap(this::openTasks).toList()) {
            if (seen.add("done " + task.getId())) {
                try {
                    staff.complete(task, stage);
                } catch (RuntimeException e) {
                    trouble(day, name(task), "The task can't be done: " + Troubles.words(e));
                }
            }
        }
    }

    /** What has happened since it looked last. */
    void look(int day) {
        stage.orders()
                .forEach(order ->
                        mails.findByOrderNumberOrderById(order).forEach(mail -> look(mail, stage.mark(order), day)));
        keys().forEach(key -> openTasks(key).forEach(task -> {
            if (seen.add(task.getId())) {
                note(new Happening(day, Kind.TASK, name(task) + stage.mark(key), groups(task), null));
            }
        }));
        whereabouts.failures().forEach(failure -> {
            if (isOurs(failure.key()) && seen.add(failure.id())) {
                trouble(day, failure.where().element(), failure.where().words());
            }
        });
        stage.orders().forEach(order -> lookAtStatus(order, day));
    }

    private void lookAtStatus(String order, int day) {
        var now = stage.parts(order, part -> true, Fulfillment::status).stream()
                .distinct()
                .map(Watcher::words)
                .collect(joining(" + "));
        if (!now.isEmpty() && !now.equals(statuses.put(order, now))) {
            note(new Happening(day, Kind.STATUS, now + stage.mark(order), null, null));
        }
    }

    /** Whether processes with this business key belong to the story. */
    boolean isOurs(String key) {
        return keys().anyMatch(ours -> ours.equals(key));
    }

    private void look(Mail mail, String mark, int day) {
        var sent = mail.sentAt().isPresent();
        if (mail.status() == Mail.Status.FAILED && seen.add("failed " + mail.id())) {
            trouble(
                    day,
                    mail.notice() + mark,
                    "The mail can't be sent: " + mail.failure().orElse(""));
        }
        if (sent && seen.add(mail.id())) {
            note(new Happening(
                    steps.get(0).day()
                            + (int) DAYS.between(
                                    steps.get(0).date(),
                                    calendar.dayOf(mail.sentAt().get())),
                    Kind.MAIL,
                    mail.notice() + mark,
                    mail.subject().orElse(""),
                    withoutKeys(mail.text().orElse(""))));
        }
    }

    /** What makes a link open differs from run to run, and is nobody's business. */
    private static String withoutKeys(String text) {
        return text.replaceAll("(https?://[^\\s?]+)\\?[^\\s)>]*", "$1");
    }

    /** Ends it when nothing is left to happen, or when nothing can be hoped for any more. */
    void end(int day) {
        if (story.goesOnAfter(day)) {
            return;
        }
        var waiting = whereabouts.of(keys().toList());
        if (waiting.isEmpty()) {
            over = true;
            note(new Happening(day, Kind.END, String.join(" + ", new LinkedHashSet<>(statuses.values())), null, null));
        } else if (day >= story.lastDay()) {
            over = true;
            waiting.forEach(where -> trouble(day, where.element(), "It does not come to an end. " + where.words()));
        }
    }

    /** AWAITING_STOCK: "Awaiting stock". */
    private static String words(FulfillmentStatus status) {
        var words = status.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private void trouble(int day, String name, String words) {
        note(new Happening(day, Kind.TROUBLE, name, words, null));
    }

    private void note(Happening happening) {
        steps.get(steps.size() - 1).followed().add(happening);
    }

    /** What the story's processes are about: its orders, and the goods of all. */
    private Stream<String> keys() {
        return Stream.concat(stage.orders().stream(), Stream.of(stage.sku()));
    }

    private Stream<Task> openTasks(String key) {
        return tasks.createTaskQuery().processInstanceBusinessKey(key).list().stream();
    }

    private static String name(Task task) {
        return task.getName().replaceFirst(" · [^·]*$", "");
    }

    private String groups(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .sorted()
                .collect(joining(", "));
    }
}
