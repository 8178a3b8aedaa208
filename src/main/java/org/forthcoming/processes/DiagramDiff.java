package org.forthcoming.processes;

import static org.forthcoming.processes.ModelDiff.shown;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.forthcoming.processes.ModelDiff.How;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What differs between two diagrams: elements by their ids, and of each what is set on it. */
final class DiagramDiff {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    private static final Set<String> NO_PARTS_OF_OTHERS = Set.of(
            "process",
            "subProcess",
            "startEvent",
            "endEvent",
            "boundaryEvent",
            "intermediateCatchEvent",
            "intermediateThrowEvent",
            "serviceTask",
            "sendTask",
            "userTask",
            "receiveTask",
            "businessRuleTask",
            "callActivity",
            "exclusiveGateway",
            "parallelGateway",
            "eventBasedGateway",
            "inclusiveGateway",
            "sequenceFlow",
            "message",
            "error",
            "textAnnotation");

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("name", "its label"),
            Map.entry("documentation", "its documentation"),
            Map.entry("timeDate", "its time"),
            Map.entry("timeDuration", "its time"),
            Map.entry("timeCycle", "its time"),
            Map.entry("conditionExpression", "its condition"),
            Map.entry("camunda:delegateExpression", "its step"),
            Map.entry("camunda:candidateGroups", "its group"),
            Map.entry("camunda:dueDate", "its due date"),
            Map.entry("camunda:followUpDate", "its follow-up date"),
            Map.entry("camunda:priority", "its priority"),
            Map.entry("camunda:formRef", "its form"),
            Map.entry("camunda:decisionRef", "its decision table"),
            Map.entry("camunda:asyncBefore", "the save point before it"),
            Map.entry("camunda:historyTimeToLive", "how long its history is kept"),
            Map.entry("camunda:failedJobRetryTimeCycle", "how often it is tried again"),
            Map.entry("calledElement", "the process it calls"),
            Map.entry("messageRef", "its message"),
            Map.entry("errorRef", "its error"),
            Map.entry("default", "its default answer"),
            Map.entry("sourceRef", "where it comes from"),
            Map.entry("targetRef", "where it leads to"),
            Map.entry("attachedToRef", "what it is attached to"),
            Map.entry("cancelActivity", "whether it interrupts"),
            Map.entry("isInterrupting", "whether it interrupts"),
            Map.entry("within", "what it stands within"));

    private DiagramDiff() {}

    record Diff(List<String> words, Map<String, How> elements) {}

    static Diff between(byte[] before, byte[] after) {
        var left = elements(before);
        var right = elements(after);
        // By their newest labels, or whoever renames an element would read it of each that refers to it, too.
        var named = new HashMap<>(left);
        named.putAll(right);
        var words = new ArrayList<String>();
        var elements = new TreeMap<String, How>();
        right.forEach((id, element) -> {
            if (!left.containsKey(id)) {
                elements.put(id, How.ADDED);
                words.add("Added: %s%s.".formatted(described(element, right), said(element)));
            }
        });
        left.forEach((id, element) -> {
            if (!right.containsKey(id)) {
                elements.put(id, How.REMOVED);
                words.add("Removed: %s.".formatted(described(element, left)));
            } else {
                var changes = changes(element, left, right.get(id), named);
                if (!changes.isEmpty()) {
                    elements.put(id, How.CHANGED);
                    words.addAll(changes);
                }
            }
        });
        // A flow from or to what is new goes without saying in the picture.
        elements.keySet().removeIf(id -> {
            var flow = right.getOrDefault(id, left.get(id));
            return flow.getLocalName().equals("sequenceFlow")
                    && Stream.of("sourceRef", "targetRef")
                            .anyMatch(end -> List.of(How.ADDED, How.REMOVED)
                                    .contains(elements.getOrDefault(flow.getAttribute(end), How.CHANGED)));
        });
        if (words.isEmpty()) {
            words.add("Only the picture or the writing differs; it does the same.");
        }
        return new Diff(words, elements);
    }

    private static List<String> changes(
            Element from, Map<String, Element> before, Element to, Map<String, Element> named) {
        var label = described(from, before).replaceFirst("^[a-z ]+(?=“)", "");
        var left = settings(from, named);
        var right = settings(to, named);
        var names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        var changes = new ArrayList<String>();
        if (!Kinds.named(from.getLocalName()).equals(Kinds.named(to.getLocalName()))) {
            changes.add("%s: it is a %s now, was a %s."
                    .formatted(label, Kinds.named(to.getLocalName()), Kinds.named(from.getLocalName())));
        }
        for (var name : names) {
            var was = left.get(name);
            var is = right.get(name);
            if (is != null && !is.equals(was) || is == null && was != null) {
                var what = WORDS.getOrDefault(name, name);
                changes.add(
                        was == null
                                ? "%s: %s is %s, was not set.".formatted(label, what, shown(is))
                                : is == null
                                        ? "%s: %s is not set any more, was %s.".formatted(label, what, shown(was))
                                        : "%s: %s is %s, was %s.".formatted(label, what, shown(is), shown(was)));
            }
        }
        return changes;
    }

    /** Elements that have an id and are no mere parts of others, in the order of the file. */
    private static Map<String, Element> elements(byte[] diagram) {
        var all = new LinkedHashMap<String, Element>();
        try {
            for (var element : SafeXml.elements(SafeXml.read(diagram))) {
                if (BPMN.equals(element.getNamespaceURI())
                        && NO_PARTS_OF_OTHERS.contains(element.getLocalName())
                        && element.hasAttribute("id")) {
                    all.put(element.getAttribute("id"), element);
                }
            }
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException(e);
        }
        return all;
    }

    private static Map<String, String> settings(Element element, Map<String, Element> all) {
        var settings = new TreeMap<String, String>();
        if (element.getParentNode() instanceof Element parent
                && !parent.getLocalName().equals("definitions")) {
            settings.put("within", label(all.getOrDefault(parent.getAttribute("id"), parent)));
        }
        collect(element, "", settings, all);
        return settings;
    }

    private static void collect(
            Element element, String prefix, Map<String, String> settings, Map<String, Element> all) {
        for (var attribute : SafeXml.attributes(element)) {
            var name = attribute.getNodeName();
            if (!name.equals("id") && !name.startsWith("xsi:") && !name.startsWith("camunda:modelerTemplate")) {
                var refers = all.get(attribute.getValue());
                settings.put(
                        prefix + name,
                        name.endsWith("Ref") || name.equals("default")
                                ? refers == null ? attribute.getValue() : label(refers)
                                : attribute.getValue());
            }
        }
        var position = 0;
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element part
                    && !NO_PARTS_OF_OTHERS.contains(part.getLocalName())
                    && !Set.of("incoming", "outgoing").contains(part.getLocalName())) {
                part(part, settings, all, ++position);
            }
        }
    }

    private static void part(Element part, Map<String, String> settings, Map<String, Element> all, int position) {
        var text = SafeXml.text(part).strip();
        switch (part.getLocalName()) {
            case "inputParameter" -> settings.put("its input " + part.getAttribute("name"), text);
            case "outputParameter" -> settings.put("its output " + part.getAttribute("name"), text);
            case "in", "out" ->
                settings.put(
                        "what it %s (%d)"
                                .formatted(part.getLocalName().equals("in") ? "hands over" : "hands back", position),
                        SafeXml.attributes(part).stream()
                                .map(one -> one.getNodeName() + " " + one.getValue())
                                .sorted()
                                .reduce((one, other) -> one + ", " + other)
                                .orElse(""));
            case "executionListener", "taskListener" ->
                settings.put(
                        "what runs at its %s".formatted(part.getAttribute("event")),
                        part.getAttribute("delegateExpression"));
            case "extensionElements", "inputOutput", "properties" -> collect(part, "", settings, all);
            case "messageEventDefinition", "timerEventDefinition", "errorEventDefinition" ->
                collect(part, "", settings, all);
            default -> {
                settings.put(part.getNodeName().replace("bpmn:", ""), text.isEmpty() ? "set" : text);
            }
        }
    }

    private static String described(Element element, Map<String, Element> all) {
        if (element.getLocalName().equals("sequenceFlow")) {
            var answer = element.getAttribute("name").isBlank() ? "" : "“%s” ".formatted(label(element));
            return "the flow %sfrom “%s” to “%s”"
                    .formatted(
                            answer,
                            label(all.get(element.getAttribute("sourceRef"))),
                            label(all.get(element.getAttribute("targetRef"))));
        }
        return "%s “%s”".formatted(Kinds.named(element.getLocalName()), label(element));
    }

    /** What a new element is about, in brackets. */
    private static String said(Element element) {
        var said = new ArrayList<String>();
        var settings = settings(element, Map.of());
        for (var name : List.of(
                "its input notice",
                "timeDate",
                "timeDuration",
                "timeCycle",
                "conditionExpression",
                "camunda:formRef",
                "calledElement")) {
            if (settings.containsKey(name)) {
                said.add(WORDS.getOrDefault(name, name).replaceFirst("^(its input|its|the) ", "")
                        + " "
                        + shown(settings.get(name)));
            }
        }
        return said.isEmpty() ? "" : " (" + String.join(", ", said) + ")";
    }

    private static String label(Element element) {
        if (element == null) {
            return "?";
        }
        var name = element.getAttribute("name").replaceAll("\\s+", " ").strip();
        return name.isEmpty() ? element.getAttribute("id") : name;
    }
}
