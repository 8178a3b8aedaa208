package org.forthcoming.processes;

import java.util.List;

/** The models in bpmn/ can't be run; the message tells an analyst what to mend. */
class BrokenModels extends RuntimeException {

    BrokenModels(List<String> faults) {
        super("The models in bpmn/ are not started with, because:\n- " + String.join("\n- ", faults));
    }
}
