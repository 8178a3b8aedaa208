package org.forthcoming.processes.trial;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One trial of a change: it runs, or has shown what differs, or has failed. */
public final class Trial {

    private final Set<Story> stories;
    private volatile List<TrialProcess> processes = List.of();
    private volatile Comparison comparison;
    private volatile String failure;

    Trial(Set<Story> stories) {
        this.stories = stories;
    }

    void plays(TrialProcess before, TrialProcess after) {
        processes = List.of(before, after);
    }

    void shows(Comparison found) {
        comparison = found;
    }

    void failed(String sentence) {
        failure = sentence;
    }

    public Set<Story> stories() {
        return stories;
    }

    public boolean runs() {
        return comparison == null && failure == null;
    }

    /** How far it has come, in words. */
    public String progress() {
        var days = processes.stream().flatMap(process -> process.day().stream()).toList();
        return days.size() < 2
                ? "It is starting."
                : "Day %d of the stories, before the change and after it."
                        .formatted(days.stream().min(Integer::compare).get());
    }

    /** What differs; empty as long as it runs, or when it failed. */
    public Optional<Comparison> comparison() {
        return Optional.ofNullable(comparison);
    }

    /** Why nothing can be shown, in a sentence. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}
