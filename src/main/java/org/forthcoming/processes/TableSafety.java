package org.forthcoming.processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Whether a decision table is written in FEEL throughout, understandable, and without calls to programs. */
final class TableSafety {

    private static final Pattern MODEL =
            Pattern.compile("https?://www\\.omg\\.org/spec/DMN/(20151101/dmn\\.xsd|2018\\d+/MODEL/|2019\\d+/MODEL/)");
    private static final Pattern NOT_RUN = Pattern.compile(
            "https?://www\\.omg\\.org/spec/DMN/\\d+/(DMNDI|DC|DI)/|http://camunda\\.org/schema/modeler/1\\.0|http://bpmn\\.io/schema/dmn/biodi/\\d\\.0");
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/dmn";

    private static final Set<String> ELEMENTS = Set.of(
            "definitions",
            "decision",
            "description",
            "decisionTable",
            "input",
            "inputExpression",
            "inputValues",
            "output",
            "outputValues",
            "defaultOutputEntry",
            "rule",
            "inputEntry",
            "outputEntry",
            "text",
            "variable",
            "informationRequirement",
            "requiredDecision",
            "requiredInput",
            "inputData",
            "literalExpression",
            "annotation",
            "annotationEntry",
            "textAnnotation",
            "association",
            "extensionElements");
    private static final Set<String> CAMUNDA_ATTRIBUTES = Set.of("historyTimeToLive", "versionTag", "inputVariable");
    private static final Pattern CALLS_PROGRAMS = Pattern.compile("\\b(function\\s*\\(|external\\b)");

    private static final FeelEngineApi FEEL =
            FeelEngineBuilder.forJava().withEnabledExternalFunctions(false).build();

    private final String name;
    private final List<String> faults = new ArrayList<>();

    private TableSafety(String name) {
        this.name = name;
    }

    static List<String> faults(String name, byte[] content) {
        var check = new TableSafety(name);
        try {
            SafeXml.elements(SafeXml.read(content)).forEach(check::element);
        } catch (SAXException | IOException e) {
            if (String.valueOf(e.getMessage()).contains("DOCTYPE")) {
                check.faults.add("%s: it declares a document type (DOCTYPE); take that line out.".formatted(name));
            } // whatever else can't be read is told by who reads it
        }
        return check.faults;
    }

    private void element(Element element) {
        var namespace = String.valueOf(element.getNamespaceURI());
        if (NOT_RUN.matcher(namespace).matches()) {
            return;
        }
        var kind = element.getLocalName();
        if (!MODEL.matcher(namespace).matches() || !ELEMENTS.contains(kind)) {
            faults.add("%s: %s can't be used here.".formatted(name, element.getNodeName()));
            return;
        }
        SafeXml.attributes(element).forEach(attribute -> attribute(element, attribute));
        switch (kind) {
            case "inputEntry" -> feel(element, true);
            case "outputEntry", "inputExpression", "literalExpression", "defaultOutputEntry" -> feel(element, false);
            default -> {}
        }
    }

    private void attribute(Element element, Attr attribute) {
        if (attribute.getLocalName().equals("expressionLanguage")
                && !attribute
                        .getValue()
                        .toLowerCase(Locale.ROOT)
                        .matches("feel|https?://www\\.omg\\.org/spec/.*feel/?")) {
            faults.add("%s, %s: tables are written in FEEL, not in %s."
                    .formatted(name, place(element), attribute.getValue()));
        }
        if (CAMUNDA.equals(attribute.getNamespaceURI()) && !CAMUNDA_ATTRIBUTES.contains(attribute.getLocalName())) {
            faults.add("%s: %s can't be used here.".formatted(name, attribute.getNodeName()));
        }
    }

    private void feel(Element element, boolean test) {
        var text = element.getElementsByTagNameNS("*", "text").getLength() == 0
                ? ""
                : element.getElementsByTagNameNS("*", "text")
                        .item(0)
                        .getTextContent()
                        .strip();
        if (CALLS_PROGRAMS.matcher(text).find()) {
            faults.add("%s, %s: “%s” defines a function, which is not taken.".formatted(name, place(element), text));
        } else if (!text.isEmpty()) {
            var parsed = test ? FEEL.parseUnaryTests(text) : FEEL.parseExpression(text);
            if (!parsed.isSuccess()) {
                faults.add("%s, %s: “%s” can't be understood; words stand in quotation marks, like \"EU_CRD\"."
                        .formatted(name, place(element), text));
            }
        }
    }

    /** "row 2": as an analyst counts. */
    private static String place(Element element) {
        var row = element.getParentNode();
        if (!(row instanceof Element rule) || !rule.getLocalName().equals("rule")) {
            return "the head";
        }
        var at = 1;
        for (var before = rule.getPreviousSibling(); before != null; before = before.getPreviousSibling()) {
            if (before instanceof Element other && other.getLocalName().equals("rule")) {
                at++;
            }
        }
        return "row " + at;
    }
}
