package org.forthcoming.processes;

import static org.forthcoming.processes.ModelDiff.shown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What differs between two forms: fields by their ids, and of each what is set on it. */
final class FormDiff {

    private FormDiff() {}

    static List<String> between(byte[] before, byte[] after) {
        var left = fields(before);
        var right = fields(after);
        var words = new ArrayList<String>();
        right.forEach((id, field) -> {
            if (!left.containsKey(id)) {
                words.add("Added: the field “%s”.".formatted(label(id, field)));
            }
        });
        left.forEach((id, field) -> {
            var now = right.get(id);
            if (now == null) {
                words.add("Removed: the field “%s”.".formatted(label(id, field)));
                return;
            }
            var was = new TreeMap<String, String>();
            var is = new TreeMap<String, String>();
            flatten("", field, was);
            flatten("", now, is);
            var names = new TreeSet<>(was.keySet());
            names.addAll(is.keySet());
            for (var name : names) {
                if (!java.util.Objects.equals(was.get(name), is.get(name)) && !name.startsWith("layout")) {
                    words.add("The field “%s”: %s is %s, was %s."
                            .formatted(label(id, field), name, shown(is.get(name)), shown(was.get(name))));
                }
            }
        });
        if (words.isEmpty()) {
            words.add("Only the layout or the writing differs; it asks the same.");
        }
        return words;
    }

    private static Map<String, JsonNode> fields(byte[] content) {
        var fields = new LinkedHashMap<String, JsonNode>();
        try {
            collect(new ObjectMapper().readTree(content).path("components"), fields);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
        return fields;
    }

    private static void collect(JsonNode components, Map<String, JsonNode> fields) {
        components.forEach(one -> {
            fields.put(one.path("id").asText(one.path("key").asText()), one);
            collect(one.path("components"), fields);
        });
    }

    private static String label(String id, JsonNode field) {
        for (var name : List.of("label", "dateLabel", "key", "text")) {
            if (!field.path(name).asText().isBlank()) {
                return shown(field.path(name).asText());
            }
        }
        return id;
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties().forEach(entry -> {
                if (!entry.getKey().equals("components")) {
                    flatten(prefix.isEmpty() ? entry.getKey() : prefix + " " + entry.getKey(), entry.getValue(), into);
                }
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(prefix + " " + (i + 1), node.get(i), into);
            }
        } else {
            into.put(prefix, node.asText());
        }
    }
}
