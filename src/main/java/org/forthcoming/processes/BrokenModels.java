package org.forthcoming.processes;

import java.util.List;
import java.util.Set;

/** The models in bpmn/ can't be run; the message tells an analyst what to mend. */
class BrokenModels extends RuntimeException {

    /** @param own files that the shop has changed or added */
    BrokenModels(List<String> faults, Set<String> own) {
        super("The models in bpmn/ are not started with, because:\n- " + String.join("\n- ", faults)
                + (own.isEmpty() ? "" : "\nOf them the shop has changed or added: " + String.join(", ", own) + "."));
    }
}
