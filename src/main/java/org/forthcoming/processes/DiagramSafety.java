package org.forthcoming.processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Whether a diagram can do no more than the contract lets it: it comes from people who may change what the shop does, but
 * not run programs in it. Whatever is not known to be harmless is refused.
 */
final class DiagramSafety {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    /** Pictures and notes of modelers, which the engine does not read. */
    private static final Set<String> NOT_RUN = Set.of(
            "http://www.omg.org/spec/BPMN/20100524/DI",
            "http://www.omg.org/spec/DD/20100524/DC",
            "http://www.omg.org/spec/DD/20100524/DI",
            "http://camunda.org/schema/modeler/1.0",
            "http://bpmn.io/schema/bpmn/biocolor/1.0",
            "http://www.omg.org/spec/BPMN/non-normative/color/1.0");

    private static final Set<String> ELEMENTS = Set.of(
            "definitions",
            "process",
            "documentation",
            "extensionElements",
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
            "subProcess",
            "exclusiveGateway",
            "parallelGateway",
            "eventBasedGateway",
            "inclusiveGateway",
            "sequenceFlow",
            "incoming",
            "outgoing",
            "conditionExpression",
            "message",
            "error",
            "messageEventDefinition",
            "timerEventDefinition",
            "errorEventDefinition",
            "terminateEventDefinition",
            "timeDate",
            "timeDuration",
            "timeCycle",
            "textAnnotation",
            "text",
            "association",
            "group",
            "category",
            "categoryValue",
            // Refused elsewhere, in words that tell what to do instead
            "scriptTask",
            "multiInstanceLoopCharacteristics",
            "standardLoopCharacteristics");

    private static final Set<String> EXTENSIONS = Set.of(
            "in",
            "out",
            "inputOutput",
            "inputParameter",
            "outputParameter",
            "executionListener",
            "taskListener",
            "failedJobRetryTimeCycle",
            "properties",
            "property");

    private static final Set<String> ATTRIBUTES = Set.of(
            "id",
            "name",
            "isExecutable",
            "isClosed",
            "processType",
            "default",
            "messageRef",
            "errorRef",
            "errorCode",
            "sourceRef",
            "targetRef",
            "calledElement",
            "attachedToRef",
            "cancelActivity",
            "triggeredByEvent",
            "isInterrupting",
            "instantiate",
            "gatewayDirection",
            "eventGatewayType",
            "parallelMultiple",
            "textFormat",
            "targetNamespace",
            "exporter",
            "exporterVersion",
            "structureRef",
            "categoryValueRef",
            "associationDirection",
            "isForCompensation",
            "startQuantity",
            "completionQuantity",
            // of the engine's extensions
            "event",
            "delegateExpression",
            "source",
            "target",
            "businessKey",
            "variables",
            "local",
            "value",
            // of script tasks, which are refused elsewhere
            "isSequential",
            "scriptFormat");

    private static final Set<String> CAMUNDA_ATTRIBUTES = Set.of(
            "asyncBefore",
            "asyncAfter",
            "exclusive",
            "candidateGroups",
            "candidateUsers",
            "assignee",
            "decisionRef",
            "decisionRefBinding",
            "mapDecisionResult",
            "resultVariable",
            "delegateExpression",
            "dueDate",
            "followUpDate",
            "formRef",
            "formRefBinding",
            "historyTimeToLive",
            "priority",
            "calledElementBinding",
            "versionTag",
            "isStartableInTasklist",
            "modelerTemplate",
            "modelerTemplateVersion",
            "modelerTemplateIcon");

    private static final Pattern STEP = Pattern.compile("[$#]\\{\\s*(\\w+)\\s*}");

    private final String name;
    private final List<String> faults = new ArrayList<>();

    private DiagramSafety(String name) {
        this.name = name;
    }

    static List<String> faults(String name, byte[] content) {
        var check = new DiagramSafety(name);
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
        var kind = element.getLocalName();
        if (NOT_RUN.contains(namespace)) {
            return;
        }
        if (namespace.equals(BPMN)
                ? !ELEMENTS.contains(kind)
                : !namespace.equals(CAMUNDA) || !EXTENSIONS.contains(kind)) {
            fault(
                    element,
                    "%s can't be used here, it could run code or reach outside".formatted(element.getNodeName()));
            return;
        }
        SafeXml.attributes(element).forEach(attribute -> attribute(element, attribute));
        expressions(element, SafeXml.text(element));
    }

    private void attribute(Element element, Attr attribute) {
        var namespace = attribute.getNamespaceURI();
        if (namespace != null && (NOT_RUN.contains(namespace) || namespace.equals(XSI))) {
            return;
        }
        var known = namespace == null
                ? ATTRIBUTES.contains(attribute.getLocalName())
                : namespace.equals(CAMUNDA) && CAMUNDA_ATTRIBUTES.contains(attribute.getLocalName());
        if (!known) {
            fault(
                    element,
                    "%s=“%s” can't be used here, it could run code or reach outside"
                            .formatted(attribute.getNodeName(), shortened(attribute.getValue())));
        } else if (attribute.getLocalName().equals("delegateExpression")) {
            var step = STEP.matcher(attribute.getValue().strip());
            if (!step.matches()) {
                fault(
                        element,
                        "its step must be written like ${sendMail}, not %s".formatted(shortened(attribute.getValue())));
            } else if (element.getLocalName().endsWith("EventDefinition")
                    || ModelContract.step(step.group(1)) == null) {
                fault(element, "step %s is unknown".formatted(step.group(1)));
            }
        } else {
            expressions(element, attribute.getValue());
        }
    }

    private void expressions(Element element, String text) {
        if (SafeExpression.has(text) && !SafeExpression.is(text)) {
            fault(
                    element,
                    "%s may use nothing but variables, facts.… and dueDates.…".formatted(shortened(text.strip())));
        }
    }

    private void fault(Element element, String what) {
        var owner = element;
        while (owner.getParentNode() instanceof Element parent
                && (!owner.hasAttribute("name") || !BPMN.equals(owner.getNamespaceURI()))) {
            owner = parent;
        }
        var label = owner.getAttribute("name").replaceAll("\\s+", " ").strip();
        faults.add(label.isEmpty() ? "%s: %s.".formatted(name, what) : "%s, “%s”: %s.".formatted(name, label, what));
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
