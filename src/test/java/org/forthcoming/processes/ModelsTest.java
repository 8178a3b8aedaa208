package org.forthcoming.processes;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The check for who has changed something in bpmn/: it says in sentences what has to be mended, see the handbook there. */
class ModelsTest {

    @Test
    void what_lies_in_bpmn_can_be_run() {
        var faults = new ModelCheck(ModelFiles.in(Path.of("bpmn"))).faults();
        if (!faults.isEmpty()) {
            throw new ToBeMended("\n\n- " + String.join("\n- ", faults) + "\n");
        }
    }

    /** Words only: where in the program they come from helps nobody who mends a model. */
    private static final class ToBeMended extends AssertionError {

        private static final long serialVersionUID = 1;

        ToBeMended(String sentences) {
            super(sentences);
            setStackTrace(new StackTraceElement[0]);
        }

        @Override
        public String toString() {
            return "To be mended in bpmn/:" + getMessage();
        }
    }
}
