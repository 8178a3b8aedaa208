package org.forthcoming.processes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A diagram with a plain element for each choice of each element template, drawn as an analyst draws before applying it. */
class TemplateTrial {

    /** What somebody might enter where a template lets enter a name. */
    private static final Map<String, String> ENTERED = Map.of(
            "notice", "SHIPPED",
            "camunda:formRef", "PackAndShip",
            "camunda:decisionRef", "RefundPolicy",
            "conditionExpression", "${decision == 'GIFT'}");

    private final Map<String, JsonNode> applied = new LinkedHashMap<>();
    private final List<String> tasks = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final StringBuilder nodes = new StringBuilder();
    private final List<Flow> flows = new ArrayList<>();
    private final StringBuilder shapes = new StringBuilder();
    private int y;

    TemplateTrial(List<JsonNode> templates) {
        for (var template : templates) {
            for (var choice = 0; choice < choices(template); choice++) {
                for (var element : elements(template)) {
                    applied.put(element, chosen(template, choice));
                }
            }
        }
    }

    /** Which template to apply to which element. */
    Map<String, JsonNode> applied() {
        return applied;
    }

    private List<String> elements(JsonNode template) {
        var kind = template.at("/elementType/value").asText("");
        if (kind.isEmpty() && template.path("appliesTo").get(0).asText().equals("bpmn:SequenceFlow")) {
            answers.add("SequenceFlow_Trial" + answers.size());
            return answers.subList(answers.size() - 1, answers.size());
        }
        if (kind.isEmpty()) {
            var events = new ArrayList<String>();
            template.path("appliesTo")
                    .forEach(one -> events.add(
                            one.asText().replace("bpmn:", "").replace("IntermediateCatchEvent", "Event") + "_Trial"));
            return events;
        }
        tasks.add("Task_Trial" + tasks.size());
        return tasks.subList(tasks.size() - 1, tasks.size());
    }

    private static int choices(JsonNode template) {
        var most = 1;
        for (var property : template.path("properties")) {
            most = Math.max(most, property.path("choices").size());
        }
        return most;
    }

    private static JsonNode chosen(JsonNode template, int choice) {
        var chosen = template.deepCopy();
        for (var property : chosen.path("properties")) {
            var choices = property.path("choices");
            if (!choices.isEmpty()) {
                ((ObjectNode) property)
                        .set("value", choices.get(choice % choices.size()).path("value"));
            } else if (property.path("type").asText().equals("String")) {
                ((ObjectNode) property)
                        .put("value", ENTERED.get(property.at("/binding/name").asText()));
            }
        }
        return chosen;
    }

    String diagram() {
        var all = new ArrayList<Node>();
        all.add(new Node("startEvent", "StartEvent_Trial", "", ""));
        tasks.forEach(task -> all.add(new Node("task", task, "", "")));
        all.add(new Node("intermediateCatchEvent", "Event_Trial", "", timer("P1D")));
        for (var i = 1; i < all.size(); i++) {
            flow("Flow_" + i, all.get(i - 1).id, all.get(i).id);
        }
        flow("Flow_Gateway", "Event_Trial", "Gateway_Trial");
        all.add(new Node("exclusiveGateway", "Gateway_Trial", "default='SequenceFlow_Default'", ""));
        flow("Flow_Boundary", "BoundaryEvent_Trial", "Gateway_Trial");
        all.add(new Node(
                "boundaryEvent", "BoundaryEvent_Trial", "attachedToRef='%s'".formatted(tasks.get(0)), timer("P2D")));
        flow("SequenceFlow_Default", "Gateway_Trial", "EndEvent_Trial");
        answers.forEach(answer -> flow(answer, "Gateway_Trial", "EndEvent_Trial"));
        all.add(new Node("endEvent", "EndEvent_Trial", "", ""));
        all.forEach(this::draw);
        return """
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
                    xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                    id="Definitions_Trial" targetNamespace="https://forthcoming.org/bpmn">
                  <bpmn:process id="Trial" isExecutable="true" camunda:historyTimeToLive="P30D">%s%s</bpmn:process>
                  <bpmndi:BPMNDiagram id="Diagram_Trial"><bpmndi:BPMNPlane id="Plane_Trial" bpmnElement="Trial">%s
                  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
                </bpmn:definitions>""".formatted(nodes, drawnFlows(), shapes);
    }

    private static String timer(String duration) {
        return "<bpmn:timerEventDefinition><bpmn:timeDuration>%s</bpmn:timeDuration></bpmn:timerEventDefinition>"
                .formatted(duration);
    }

    private void flow(String id, String from, String to) {
        flows.add(new Flow(id, from, to));
    }

    private void draw(Node node) {
        nodes.append("<bpmn:%s id='%s' name='%s' %s>".formatted(node.kind, node.id, node.id, node.attributes));
        flows.stream()
                .filter(flow -> flow.to.equals(node.id))
                .forEach(flow -> nodes.append("<bpmn:incoming>%s</bpmn:incoming>".formatted(flow.id)));
        flows.stream()
                .filter(flow -> flow.from.equals(node.id))
                .forEach(flow -> nodes.append("<bpmn:outgoing>%s</bpmn:outgoing>".formatted(flow.id)));
        nodes.append("%s</bpmn:%s>".formatted(node.inside, node.kind));
        var size = node.kind.equals("task") ? 80 : 36;
        shapes.append("""
                <bpmndi:BPMNShape id='Shape_%s' bpmnElement='%s'><dc:Bounds x='100' y='%d' width='%d' height='%d'/></bpmndi:BPMNShape>
                """.formatted(node.id, node.id, y += 120, size, size));
    }

    private String drawnFlows() {
        var drawn = new StringBuilder();
        for (var flow : flows) {
            drawn.append("<bpmn:sequenceFlow id='%s' name='so' sourceRef='%s' targetRef='%s'/>"
                    .formatted(flow.id, flow.from, flow.to));
            shapes.append("""
                    <bpmndi:BPMNEdge id='Edge_%s' bpmnElement='%s'><di:waypoint x='0' y='0'/><di:waypoint x='9' y='9'/></bpmndi:BPMNEdge>
                    """.formatted(flow.id, flow.id));
        }
        return drawn.toString();
    }

    private record Node(String kind, String id, String attributes, String inside) {}

    private record Flow(String id, String from, String to) {}
}
