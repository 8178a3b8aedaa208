package org.forthcoming.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files as the page sends them: a list in JSON, each with its name and its content in base64url. So they come in a plain
 * form, and nothing here takes uploads of other kinds.
 */
final class UploadedFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private UploadedFiles() {}

    record Uploaded(String name, String content) {}

    /** The files by the names they have among the models; empty when they can't be read. */
    static Optional<SortedMap<String, byte[]>> read(String text) {
        try {
            var files = new TreeMap<String, byte[]>();
            for (var file : JSON.readValue(
                    text == null || text.isBlank() ? "[]" : text, new TypeReference<List<Uploaded>>() {})) {
                if (file == null || file.name() == null || file.content() == null) {
                    return Optional.empty();
                }
                var name = file.name().replaceAll(".*[/\\\\]", "");
                files.put(
                        name.endsWith(".html") ? "mails/" + name : name,
                        Base64.getUrlDecoder().decode(file.content()));
            }
            return Optional.of(files);
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
