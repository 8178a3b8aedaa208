package org.forthcoming.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.forthcoming.processes.ModelDiff.FileChange;
import org.forthcoming.processes.ModelDiff.How;
import org.springframework.web.util.UriUtils;

/**
 * A change of a file as a page shows it.
 *
 * @param before the address of the diagram as it was; null where there was none
 * @param after the address of the diagram as it will be; null where there is none any more
 * @param marks how each element has changed, as JSON
 */
record DrawnChange(FileChange change, String before, String after, String marks) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static DrawnChange of(long rollout, FileChange change) {
        var marks = new TreeMap<String, String>();
        change.elements().forEach((id, how) -> marks.put(id, how.name().toLowerCase(Locale.ROOT)));
        var address = "/operations/models/rollouts/%d/file?name=%s&after="
                .formatted(rollout, UriUtils.encode(change.file(), StandardCharsets.UTF_8));
        var drawn = change.isDiagram();
        return new DrawnChange(
                change,
                drawn && change.how() != How.ADDED ? address + "false" : null,
                drawn && change.how() != How.REMOVED ? address + "true" : null,
                json(marks));
    }

    static String json(Map<String, ?> map) {
        try {
            return JSON.writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
