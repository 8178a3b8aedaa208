package org.forthcoming.operations;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.forthcoming.processes.Diagrams.Place;
import org.forthcoming.processes.Diagrams.Standing;

/**
 * A process as a page draws it: its diagram, and where it stands in words and as lists of elements.
 *
 * @param here elements at which it waits, as JSON
 * @param failed elements at which it stands because something went wrong, as JSON
 */
record Drawn(String name, String diagram, String words, String here, String failed) {

    static Drawn of(Standing standing) {
        return new Drawn(
                standing.name(),
                "/operations/diagrams/%s/%d".formatted(standing.process(), standing.version()),
                words(standing),
                json(standing.places(), place -> !place.failed()),
                json(standing.places(), Place::failed));
    }

    private static String words(Standing standing) {
        if (standing.ended()) {
            return "It is over.";
        }
        return Stream.of(
                        said("It waits at: ", standing.places(), place -> !place.failed()),
                        said("It failed at: ", standing.places(), Place::failed))
                .filter(said -> !said.isEmpty())
                .collect(joining(" "));
    }

    private static String said(String before, List<Place> places, Predicate<Place> which) {
        var names = places.stream().filter(which).map(Place::name).distinct().collect(joining("; "));
        return names.isEmpty() ? "" : before + names + ".";
    }

    /** Ids in diagrams need no escaping. */
    private static String json(List<Place> places, Predicate<Place> which) {
        return places.stream()
                .filter(which)
                .map(Place::element)
                .collect(joining("\",\"", "[\"", "\"]"))
                .replace("[\"\"]", "[]");
    }
}
