package org.forthcoming.processes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Changes a diagram as somebody does it in the Modeler, and remembers what was entered. */
final class DiagramEdit {

    private static final String NAMESPACES =
            "xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\""
                    + " xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\""
                    + " xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

    private final Document document;
    private final Set<String> entered = new LinkedHashSet<>();

    DiagramEdit(byte[] diagram) {
        document = parse(diagram);
    }

    /** Everything that was typed in or chosen. */
    Collection<String> entered() {
        return entered;
    }

    byte[] done() {
        try {
            var bytes = new ByteArrayOutputStream();
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(bytes));
            return bytes.toByteArray();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    DiagramEdit label(String id, String label) {
        element(id).setAttribute("name", enter(label));
        return this;
    }

    /** The value of an event's timer, whatever its type. */
    DiagramEdit time(String event, String value) {
        var timer = (Element)
                element(event).getElementsByTagName("bpmn:timerEventDefinition").item(0);
        child(timer).setTextContent(enter(value));
        return this;
    }

    /** The space tool: all that lies right of this line moves, what lies across it becomes wider. */
    DiagramEdit room(int from, int by) {
        for (var bounds : all("dc:Bounds")) {
            var x = number(bounds, "x");
            var width = number(bounds, "width");
            if (x >= from) {
                bounds.setAttribute("x", String.valueOf(x + by));
            } else if (x + width > from && bounds.getParentNode().getNodeName().equals("bpmndi:BPMNShape")) {
                bounds.setAttribute("width", String.valueOf(width + by));
            }
        }
        for (var point : all("di:waypoint")) {
            if (number(point, "x") >= from) {
                point.setAttribute("x", String.valueOf(number(point, "x") + by));
            }
        }
        return this;
    }

    /** A node within another, drawn at its place. */
    DiagramEdit add(String parent, String xml, int x, int y, int width, int height) {
        var node = append(element(parent), xml);
        enter(node.getAttribute("id"));
        if (!node.getAttribute("name").isEmpty()) {
            enter(node.getAttribute("name"));
        }
        var kind = node.getNodeName();
        var more = kind.equals("bpmn:subProcess")
                ? " isExpanded=\"true\""
                : kind.equals("bpmn:exclusiveGateway") ? " isMarkerVisible=\"true\"" : "";
        append(
                plane(),
                "<bpmndi:BPMNShape id=\"%1$s_di\" bpmnElement=\"%1$s\"%2$s><dc:Bounds x=\"%3$d\" y=\"%4$d\" width=\"%5$d\" height=\"%6$d\" /></bpmndi:BPMNShape>"
                        .formatted(node.getAttribute("id"), more, x, y, width, height));
        return this;
    }

    /** Moves the label of a node. */
    DiagramEdit labelAt(String id, int x, int y, int width, int height) {
        append(
                element(id + "_di"),
                "<bpmndi:BPMNLabel><dc:Bounds x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" /></bpmndi:BPMNLabel>"
                        .formatted(x, y, width, height));
        return this;
    }

    /** A flow between two nodes, drawn along these points; a condition is written as in the Modeler. */
    DiagramEdit flow(String id, String label, String condition, String from, String to, int... points) {
        var parent = (Element) element(from).getParentNode();
        var inside = condition == null
                ? ""
                : "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">%s</bpmn:conditionExpression>"
                        .formatted(enter(condition).replace("<", "&lt;"));
        append(
                parent,
                "<bpmn:sequenceFlow id=\"%s\"%s sourceRef=\"%s\" targetRef=\"%s\">%s</bpmn:sequenceFlow>"
                        .formatted(id, label == null ? "" : " name=\"" + enter(label) + "\"", from, to, inside));
        if (condition != null) {
            enter(id);
        }
        refer(from, "bpmn:outgoing", id);
        refer(to, "bpmn:incoming", id);
        var waypoints = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            waypoints.append("<di:waypoint x=\"%d\" y=\"%d\" />".formatted(points[i], points[i + 1]));
        }
        append(
                plane(),
                "<bpmndi:BPMNEdge id=\"%1$s_di\" bpmnElement=\"%1$s\">%2$s</bpmndi:BPMNEdge>".formatted(id, waypoints));
        return this;
    }

    DiagramEdit defaultFlow(String gateway, String flow) {
        element(gateway).setAttribute("default", flow);
        return this;
    }

    /** Deletes a flow. */
    DiagramEdit without(String flow) {
        var edge = element(flow + "_di");
        edge.getParentNode().removeChild(edge);
        element(flow).getParentNode().removeChild(element(flow));
        for (var kind : List.of("bpmn:incoming", "bpmn:outgoing")) {
            all(kind).stream()
                    .filter(one -> one.getTextContent().strip().equals(flow))
                    .forEach(one -> one.getParentNode().removeChild(one));
        }
        return this;
    }

    private void refer(String node, String kind, String flow) {
        var reference = document.createElementNS("http://www.omg.org/spec/BPMN/20100524/MODEL", kind);
        reference.setTextContent(flow);
        var before = element(node).getFirstChild();
        while (before != null && (!(before instanceof Element) || comesFirst(before.getNodeName(), kind))) {
            before = before.getNextSibling();
        }
        element(node).insertBefore(reference, before);
    }

    private static boolean comesFirst(String other, String kind) {
        return List.of("bpmn:documentation", "bpmn:extensionElements", "bpmn:incoming")
                        .contains(other)
                || other.equals(kind);
    }

    private Element append(Node parent, String xml) {
        var wrapped = parse(
                ("<wrap " + NAMESPACES + ">" + xml + "</wrap>").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var node = document.importNode(child(wrapped.getDocumentElement()), true);
        parent.appendChild(node);
        return (Element) node;
    }

    private Element plane() {
        return all("bpmndi:BPMNPlane").get(0);
    }

    private Element element(String id) {
        return all("*").stream()
                .filter(element -> element.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + id + "."));
    }

    private List<Element> all(String name) {
        var all = new ArrayList<Element>();
        var found = document.getElementsByTagName(name);
        for (int i = 0; i < found.getLength(); i++) {
            all.add((Element) found.item(i));
        }
        return all;
    }

    private static Element child(Element parent) {
        for (var child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                return element;
            }
        }
        throw new AssertionError("Nothing is in " + parent.getNodeName() + ".");
    }

    private static int number(Element element, String attribute) {
        return element.hasAttribute(attribute) ? (int) Double.parseDouble(element.getAttribute(attribute)) : 0;
    }

    private String enter(String value) {
        entered.add(value);
        return value;
    }

    private static Document parse(byte[] xml) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
