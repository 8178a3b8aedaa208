package org.forthcoming.processes;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ProcessDefinitionImpl;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Where orders wait in each version of a process, and whether they can follow into another diagram. */
@Component
public class Following {

    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final Engine engine;
    private final ObjectProvider<ProcessEngineConfigurationImpl> configuration;

    Following(
            RepositoryService repository,
            RuntimeService runtime,
            ManagementService management,
            Engine engine,
            ObjectProvider<ProcessEngineConfigurationImpl> configuration) {
        this.repository = repository;
        this.runtime = runtime;
        this.management = management;
        this.engine = engine;
        this.configuration = configuration;
    }

    /**
     * Orders that wait at one element.
     *
     * @param why why they can't follow; null when they can, or nobody asked
     */
    public record Waiting(String element, String label, int orders, String why) {}

    /**
     * One version of a process in which something runs.
     *
     * @param orders how many instances run in it
     * @param running timers that go on as they were set, although the new diagram sets them otherwise, in words
     */
    public record Version(
            String process,
            int version,
            String definition,
            int orders,
            boolean latest,
            List<Waiting> waiting,
            List<String> running) {

        /** How many can't follow, an instance that waits at two such elements counted twice. */
        public int staying() {
            return waiting.stream()
                    .filter(one -> one.why() != null)
                    .mapToInt(Waiting::orders)
                    .sum();
        }
    }

    /** All versions of this process in which something runs, and the latest, newest first. */
    public List<Version> versions(String process) {
        return engine.call(() -> {
            var all = definitions(process);
            var versions = new ArrayList<Version>();
            for (var one : all) {
                var version = version(one, one == all.get(0), null);
                if (version.latest() || version.orders() > 0) {
                    versions.add(version);
                }
            }
            return List.copyOf(versions);
        });
    }

    /** The versions of this process in which something runs, and what of it can follow into this diagram. */
    public List<Version> into(String process, byte[] diagram) {
        return engine.call(() -> {
            var target = parse(process + ".bpmn", diagram);
            var versions = new ArrayList<Version>();
            var all = definitions(process);
            for (var one : all) {
                var running = runtime.createProcessInstanceQuery()
                        .processDefinitionId(one.getId())
                        .count();
                if (running > 0) {
                    versions.add(version(one, one == all.get(0), new Target(target, model(diagram))));
                }
            }
            return List.copyOf(versions);
        });
    }

    /** The newest first. */
    private List<ProcessDefinition> definitions(String process) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .orderByProcessDefinitionVersion()
                .desc()
                .list();
    }

    private record Target(ProcessDefinitionImpl parsed, BpmnModelInstance model) {}

    private Version version(ProcessDefinition from, boolean latest, Target target) {
        var model = repository.getBpmnModelInstance(from.getId());
        Set<String> following = target == null ? Set.of() : mapped(from.getId(), target.parsed());
        var waiting = management.createActivityStatisticsQuery(from.getId()).list().stream()
                .filter(one -> one.getInstances() > 0)
                .map(one -> new Waiting(
                        one.getId(),
                        label(model, one.getId()),
                        one.getInstances(),
                        target == null || following.contains(one.getId())
                                ? null
                                : why(model, target.model(), one.getId())))
                .toList();
        var orders = (int) runtime.createProcessInstanceQuery()
                .processDefinitionId(from.getId())
                .count();
        return new Version(
                from.getKey(),
                from.getVersion(),
                from.getId(),
                orders,
                latest,
                waiting,
                target == null ? List.of() : timersThatGoOn(model, target.model(), following));
    }

    /** The elements of a deployed version whose instances the engine can carry over. */
    private Set<String> mapped(String definition, ProcessDefinitionImpl target) {
        var present = (ProcessDefinitionEntity) repositoryDefinition(definition);
        var instructions = configuration
                .getObject()
                .getMigrationInstructionGenerator()
                .generate(present, target, false)
                .asMigrationInstructions();
        var mapped = new HashSet<String>();
        instructions.forEach(instruction -> mapped.add(instruction.getSourceActivityId()));
        return mapped;
    }

    private Object repositoryDefinition(String definition) {
        return configuration.getObject().getDeploymentCache().findDeployedProcessDefinitionById(definition);
    }

    /** What the engine makes of a diagram, without keeping it; whatever it can't run is its exception. */
    ProcessDefinitionEntity parse(String name, byte[] diagram) {
        var setup = configuration.getObject();
        return engine.call(() -> {
            var deployment = new DeploymentEntity();
            deployment.setId(name);
            var parser = new BpmnParser(setup.getExpressionManager(), setup.getBpmnParseFactory());
            parser.setParseListeners(
                    setup.getCustomPostBPMNParseListeners() == null
                            ? List.of()
                            : setup.getCustomPostBPMNParseListeners());
            var processes = parser.createParse()
                    .sourceInputStream(new ByteArrayInputStream(diagram))
                    .deployment(deployment)
                    .name(name)
                    .execute()
                    .getProcessDefinitions();
            // The engine compares processes by their ids, which it gives only to those that it keeps.
            processes.forEach(process -> process.setId(process.getKey() + ":parsed"));
            return processes.isEmpty() ? null : processes.get(0);
        });
    }

    private static String why(BpmnModelInstance from, BpmnModelInstance to, String element) {
        var before = from.getModelElementById(element);
        var after = to.getModelElementById(element);
        if (after == null) {
            return "the changed diagram has no such element any more";
        }
        if (before != null
                && !before.getElementType()
                        .getTypeName()
                        .equals(after.getElementType().getTypeName())) {
            return "it is another kind of element now: %s, was %s".formatted(Kinds.of(after), Kinds.of(before));
        }
        if (before != null && !parent(before).equals(parent(after))) {
            return "it stands in another place now: within “%s”, was within “%s”"
                    .formatted(labelOf(after.getParentElement()), labelOf(before.getParentElement()));
        }
        return "the engine can't carry it over: what stands around it has changed too much";
    }

    private static String parent(org.camunda.bpm.model.xml.instance.ModelElementInstance element) {
        return String.valueOf(element.getParentElement().getAttributeValue("id"));
    }

    /** What bears none is named by what it waits for. */
    private static String labelOf(org.camunda.bpm.model.xml.instance.ModelElementInstance element) {
        var name = element.getAttributeValue("name");
        if (name == null && element instanceof EventBasedGateway gateway) {
            return gateway.getOutgoing().stream()
                    .map(flow -> labelOf(flow.getTarget()))
                    .collect(joining(" or "));
        }
        return name == null ? String.valueOf(element.getAttributeValue("id")) : name.replaceAll("\\s+", " ");
    }

    private static String label(BpmnModelInstance model, String element) {
        var found = model.getModelElementById(element);
        return found instanceof FlowElement ? labelOf(found) : element;
    }

    private static List<String> timersThatGoOn(
            BpmnModelInstance from, BpmnModelInstance to, Collection<String> following) {
        var words = new ArrayList<String>();
        for (var timer : from.getModelElementsByType(TimerEventDefinition.class)) {
            var event = timer.getParentElement();
            var after = to.getModelElementById(event.getAttributeValue("id"));
            if (after != null && following.contains(event.getAttributeValue("id"))) {
                var then = after.getChildElementsByType(TimerEventDefinition.class).stream()
                        .findFirst()
                        .map(one -> one.getTextContent().strip())
                        .orElse("");
                var now = timer.getTextContent().strip();
                if (!then.equals(now)) {
                    words.add(
                            "“%s” goes on with %s for them, as it was set; the new time %s counts for orders that get there later."
                                    .formatted(labelOf(event), now, then));
                }
            }
        }
        return words;
    }

    static BpmnModelInstance model(byte[] diagram) {
        return Bpmn.readModelFromStream(new ByteArrayInputStream(diagram));
    }
}
