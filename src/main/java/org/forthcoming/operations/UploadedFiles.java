package org.forthcoming.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forthcoming.inventory.Answer;

/**
 * Files as the page sends them: a list in JSON, each with its name and its content in base64url. So they come in a plain
 * form, and nothing here takes uploads of other kinds.
 */
final class UploadedFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private UploadedFiles() {}

    record Uploaded(String name, String content) {}

    /** The files by the names they have among the models. */
    static Answer<SortedMap<String, byte[]>> read(String text) {
        try {
            var files = new TreeMap<String, byte[]>();
            var sent = JSON.readValue(
                    text == null || text.isBlank() ? "[]" : text, new TypeReference<List<Uploaded>>() {});
            if (sent == null) {
                return unreadable();
            }
            for (var file : sent) {
                if (file == null || file.name() == null || file.content() == null) {
                    return unreadable();
                }
                var name = file.name().replaceAll(".*[/\\\\]", "");
                var before = files.put(
                        name.endsWith(".html") ? "mails/" + name : name,
                        Base64.getUrlDecoder().decode(file.content()));
                if (before != null) {
                    return Answer.invalid("There are two files of one name among them; bring one of each.");
                }
            }
            return Answer.done(files);
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            return unreadable();
        }
    }

    private static Answer<SortedMap<String, byte[]>> unreadable() {
        return Answer.invalid("The files could not be read; choose them once more.");
    }
}
