package org.forthcoming.processes;

import java.util.Locale;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** What kind of element something in a diagram is, in words: "send task". */
final class Kinds {

    private Kinds() {}

    static String of(ModelElementInstance element) {
        return named(element.getElementType().getTypeName());
    }

    static String named(String type) {
        return type.replaceAll("([a-z])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .replace("sub process", "subprocess");
    }
}
