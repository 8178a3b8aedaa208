package org.forthcoming.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.springframework.stereotype.Component;

/** The diagrams as they were deployed, and where in them something stands. */
@Component
public class Diagrams {

    private static final int MOST_BESIDES = 20;

    private final Engine engine;
    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final HistoryService history;

    Diagrams(Engine engine, RepositoryService repository, RuntimeService runtime, HistoryService history) {
        this.engine = engine;
        this.repository = repository;
        this.runtime = runtime;
        this.history = history;
    }

    /**
     * Where one running process stands.
     *
     * @param process the process's id, which with the version names its diagram
     * @param ended whether it is over; then it stands nowhere
     */
    public record Standing(String process, String name, int version, boolean ended, List<Place> places) {}

    /**
     * An element of a diagram at which a process stands.
     *
     * @param name what it is called there; where it waits for one of several events, all of them
     * @param failed whether it stands there because something went wrong
     */
    public record Place(String element, String name, boolean failed) {}

    /** The XML of a deployed version of a process. */
    public Optional<String> xml(String process, int version) {
        return engine.call(() -> Optional.ofNullable(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(process)
                        .processDefinitionVersion(version)
                        .singleResult())
                .map(definition -> text(definition.getId())));
    }

    private String text(String definitionId) {
        try (var model = repository.getProcessModel(definitionId)) {
            return new String(model.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where an instance stands, and after it those that it has called; empty if nobody knows it. */
    public List<Standing> standing(String instanceId) {
        return engine.call(() -> {
            var running = runtime.createProcessInstanceQuery()
                    .processInstanceId(instanceId)
                    .singleResult();
            if (running == null) {
                return Stream.ofNullable(history.createHistoricProcessInstanceQuery()
                                .processInstanceId(instanceId)
                                .singleResult())
                        .map(over -> standing(over.getProcessDefinitionId(), true, List.of()))
                        .toList();
            }
            var found = new ArrayList<Standing>();
            collect(running, found);
            return found;
        });
    }

    /** Where those stand that run for an order besides its fulfillments: mails not taken, questions, withdrawals. */
    public List<Standing> besides(String order) {
        return engine.call(() -> {
            var found = new ArrayList<Standing>();
            runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(order)
                    .processDefinitionKeyIn(
                            ModelContract.MAIL, ModelContract.CUSTOMER_QUESTION, ModelContract.WITHDRAWAL)
                    .rootProcessInstances()
                    .listPage(0, MOST_BESIDES)
                    .forEach(instance -> collect(instance, found));
            return found;
        });
    }

    private void collect(ProcessInstance instance, List<Standing> found) {
        var tree = runtime.getActivityInstance(instance.getId());
        if (tree != null) {
            found.add(standing(instance.getProcessDefinitionId(), false, places(tree)));
        }
        runtime.createProcessInstanceQuery().superProcessInstanceId(instance.getId()).listPage(0, 100).stream()
                .filter(called -> !called.isEnded())
                .forEach(called -> collect(called, found));
    }

    private Standing standing(String definitionId, boolean ended, List<Place> places) {
        var definition = repository.getProcessDefinition(definitionId);
        return new Standing(definition.getKey(), nameOf(definition), definition.getVersion(), ended, places);
    }

    private static String nameOf(ProcessDefinition definition) {
        return Objects.requireNonNullElse(definition.getName(), definition.getKey());
    }

    private List<Place> places(ActivityInstance tree) {
        var leaves = new ArrayList<Place>();
        addLeaves(tree, leaves);
        return leaves.stream().distinct().toList();
    }

    private void addLeaves(ActivityInstance at, List<Place> leaves) {
        for (var below : at.getChildActivityInstances()) {
            if (below.getChildActivityInstances().length + below.getChildTransitionInstances().length > 0) {
                addLeaves(below, leaves);
            } else {
                leaves.add(place(at.getProcessDefinitionId(), below.getActivityId(), below.getIncidentIds()));
            }
        }
        for (var before : at.getChildTransitionInstances()) {
            leaves.add(place(at.getProcessDefinitionId(), before.getActivityId(), before.getIncidentIds()));
        }
    }

    private Place place(String definitionId, String element, String[] incidents) {
        return new Place(element, name(definitionId, element), incidents.length > 0);
    }

    /** What an element is called in its diagram. */
    String name(String definitionId, String element) {
        var found = repository.getBpmnModelInstance(definitionId).getModelElementById(element);
        if (found instanceof EventBasedGateway gateway && gateway.getName() == null) {
            return gateway.getSucceedingNodes().list().stream()
                    .map(FlowElement::getName)
                    .collect(Collectors.joining(", or "));
        }
        return found instanceof FlowElement named && named.getName() != null ? named.getName() : element;
    }
}
