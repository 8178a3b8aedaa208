package org.forthcoming.processes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a form is made of plain fields and texts. */
final class FormSafety {

    private static final Set<String> TYPES = Set.of(
            "default",
            "text",
            "textfield",
            "textarea",
            "number",
            "datetime",
            "radio",
            "select",
            "checkbox",
            "checklist",
            "taglist",
            "spacer",
            "separator",
            "group");

    private FormSafety() {}

    static List<String> faults(String name, JsonNode form) {
        var faults = new ArrayList<String>();
        if (!form.isObject() || !form.path("components").isArray()) {
            faults.add("%s: this is no form; it has no fields.".formatted(name));
        }
        for (var type : form.findValuesAsText("type")) {
            if (!TYPES.contains(type)) {
                faults.add("%s: a form can't have a part of the kind “%s”.".formatted(name, type));
            }
        }
        texts(name, form, faults);
        return faults;
    }

    private static void texts(String name, JsonNode node, List<String> faults) {
        if (node.isTextual()) {
            var text = node.asText().toLowerCase(Locale.ROOT);
            if (text.contains("<") && text.matches("(?s).*<\\s*/?\\s*[a-z!].*") || text.contains("javascript:")) {
                faults.add("%s: a text has HTML in it; write it plainly.".formatted(name));
            }
        }
        node.forEach(child -> texts(name, child, faults));
    }
}
