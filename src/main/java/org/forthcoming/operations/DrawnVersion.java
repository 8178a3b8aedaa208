package org.forthcoming.operations;

import java.util.TreeMap;
import org.forthcoming.processes.Following;

/**
 * A version of a process as a page draws it.
 *
 * @param diagram the address of its diagram
 * @param counts how many wait at each element, as JSON
 */
record DrawnVersion(Following.Version version, String diagram, String counts) {

    static DrawnVersion of(Following.Version version) {
        var counts = new TreeMap<String, Integer>();
        version.waiting().forEach(waiting -> counts.put(waiting.element(), waiting.orders()));
        return new DrawnVersion(
                version,
                "/operations/diagrams/%s/%d".formatted(version.process(), version.version()),
                DrawnChange.json(counts));
    }
}
