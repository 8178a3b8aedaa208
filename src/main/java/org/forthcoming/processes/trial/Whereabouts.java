package org.forthcoming.processes.trial;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.forthcoming.calendar.ShopCalendar;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Where processes wait and what has failed in them, as an analyst reads it in the diagram. */
@Component
@Profile(TrialRun.PROFILE)
class Whereabouts {

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final ManagementService jobs;
    private final ShopCalendar calendar;

    Whereabouts(RuntimeService runtime, RepositoryService repository, ManagementService jobs, ShopCalendar calendar) {
        this.runtime = runtime;
        this.repository = repository;
        this.jobs = jobs;
        this.calendar = calendar;
    }

    /** An element of a diagram, and what is with it. */
    record Where(String element, String words) {}

    /** Where the processes with these business keys wait. */
    List<Where> of(List<String> keys) {
        return keys.stream()
                .flatMap(
                        key -> runtime
                                .createProcessInstanceQuery()
                                .processInstanceBusinessKey(key)
                                .rootProcessInstances()
                                .list()
                                .stream())
                .flatMap(instance -> of(instance).stream())
                .toList();
    }

    private List<Where> of(ProcessInstance instance) {
        var found = new ArrayList<Where>();
        var tree = runtime.getActivityInstance(instance.getId());
        if (tree != null) {
            leaves(tree).forEach(leaf -> found.add(where(instance, leaf)));
            // What failed before it began is told as what has failed.
        }
        runtime.createProcessInstanceQuery().superProcessInstanceId(instance.getId()).list().stream()
                .flatMap(called -> of(called).stream())
                .forEach(found::add);
        return found;
    }

    private static Stream<ActivityInstance> leaves(ActivityInstance tree) {
        return tree.getChildActivityInstances().length == 0 && tree.getChildTransitionInstances().length == 0
                ? Stream.of(tree).filter(leaf -> !leaf.getActivityType().equals("callActivity"))
                : Arrays.stream(tree.getChildActivityInstances()).flatMap(Whereabouts::leaves);
    }

    private Where where(ProcessInstance instance, ActivityInstance leaf) {
        var definition = instance.getProcessDefinitionId();
        var element = element(definition, leaf.getActivityId());
        var name = element.map(Whereabouts::name).orElse(leaf.getActivityId());
        var process = process(definition);
        if (element.orElse(null) instanceof UserTask) {
            return new Where(name, "%s: the task “%s” is still to be done.".formatted(process, name));
        }
        var timers = jobs.createJobQuery().processInstanceId(instance.getId()).timers().list().stream()
                .filter(timer -> timer.getDuedate() != null)
                .filter(timer -> belongs(timer.getJobDefinitionId(), element))
                .map(timer -> calendar.dayOf(timer.getDuedate().toInstant()).toString())
                .sorted()
                .findFirst();
        return new Where(
                name,
                timers.map(day -> "%s: it waits at “%s” until %s.".formatted(process, name, day))
                        .orElseGet(() ->
                                "%s: it waits at “%s” for what never comes in this story.".formatted(process, name)));
    }

    private boolean belongs(String jobDefinition, Optional<FlowElement> element) {
        var activity = jobs.createJobDefinitionQuery()
                .jobDefinitionId(jobDefinition)
                .singleResult()
                .getActivityId();
        return element.stream()
                .flatMap(waiting -> Stream.concat(Stream.of(waiting), after(waiting)))
                .anyMatch(one -> one.getId().equals(activity));
    }

    /** What an event-based gateway waits for is said by the events after it. */
    private static Stream<FlowElement> after(FlowElement element) {
        return element instanceof EventBasedGateway gateway
                ? gateway.getSucceedingNodes().list().stream().map(FlowElement.class::cast)
                : Stream.empty();
    }

    private static String name(FlowElement element) {
        if (element instanceof EventBasedGateway gateway) {
            return gateway.getSucceedingNodes().list().stream()
                    .map(FlowNode::getName)
                    .collect(joining("” or “"));
        }
        return element.getName() == null ? element.getId() : element.getName();
    }

    private Optional<FlowElement> element(String definition, String id) {
        return repository.getBpmnModelInstance(definition).getModelElementById(id) instanceof FlowElement element
                ? Optional.of(element)
                : Optional.empty();
    }

    private String process(String definition) {
        return repository.getBpmnModelInstance(definition).getModelElementsByType(Process.class).stream()
                .map(Process::getName)
                .findFirst()
                .orElse(definition);
    }

    /** What has failed for good, of the process with this business key. */
    record Failure(String id, String key, Where where) {}

    List<Failure> failures() {
        return runtime.createIncidentQuery().list().stream()
                .map(incident -> new Failure(
                        incident.getId(),
                        root(incident).map(ProcessInstance::getBusinessKey).orElse(null),
                        where(incident)))
                .toList();
    }

    private Where where(Incident incident) {
        var element = element(incident.getProcessDefinitionId(), incident.getActivityId())
                .map(Whereabouts::name)
                .orElse(incident.getActivityId());
        return new Where(
                element,
                "%s: “%s” fails: %s"
                        .formatted(
                                process(incident.getProcessDefinitionId()),
                                element,
                                Troubles.words(String.valueOf(incident.getIncidentMessage()))));
    }

    private Optional<ProcessInstance> root(Incident incident) {
        return Optional.ofNullable(runtime.createProcessInstanceQuery()
                        .processInstanceId(incident.getProcessInstanceId())
                        .singleResult())
                .map(instance -> instance.getRootProcessInstanceId().equals(instance.getId())
                        ? instance
                        : runtime.createProcessInstanceQuery()
                                .processInstanceId(instance.getRootProcessInstanceId())
                                .singleResult());
    }
}
