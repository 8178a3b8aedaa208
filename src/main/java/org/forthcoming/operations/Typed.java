package org.forthcoming.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What was typed into the form of an act, to be shown again when it is refused or asked about.
 *
 * @param act null: nothing was typed
 * @param fulfillment null: the act is about the whole order
 */
record Typed(OrderAct act, Long fulfillment, Map<String, String> fields) {

    static final Typed NOTHING = new Typed(null, null, Map.of());

    static Typed of(OrderAct act, Long fulfillment, HttpServletRequest request) {
        var fields = new LinkedHashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> fields.put(name, values[0]));
        fields.remove("_csrf");
        return new Typed(act, fulfillment, fields);
    }

    /** Whether it was typed into this form. */
    public boolean into(String act, Long fulfillment) {
        return this.act != null && this.act.name().equals(act) && Objects.equals(this.fulfillment, fulfillment);
    }

    /** What was typed into a field of this form, or else what stands in it by itself. */
    public Object value(String act, Long fulfillment, String field, Object otherwise) {
        return into(act, fulfillment) ? fields.getOrDefault(field, "") : otherwise;
    }

    String value(String field) {
        return fields.getOrDefault(field, "");
    }

    /** Whether it was said yes to what it means. */
    boolean confirmed() {
        return fields.containsKey("confirmed");
    }
}
