package org.forthcoming.processes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is deployed: each file that is in force, how often it has changed, and what runs in which version. */
@Service
public class Deployed {

    private final FilesInForce inForce;
    private final RepositoryService repository;
    private final Following following;
    private final Engine engine;

    Deployed(FilesInForce inForce, RepositoryService repository, Following following, Engine engine) {
        this.inForce = inForce;
        this.repository = repository;
        this.following = following;
        this.engine = engine;
    }

    /** A process with the versions in which something runs. */
    public record Process(String key, String name, List<Following.Version> versions) {

        public int latest() {
            return versions.isEmpty() ? 0 : versions.get(0).version();
        }

        public int orders() {
            return versions.stream().mapToInt(Following.Version::orders).sum();
        }
    }

    /** A table, form or mail; the version counts its changes, and is 0 where nobody counts. */
    public record File(String name, int version) {}

    /** All processes in force. */
    @Transactional(readOnly = true)
    public List<Process> processes() {
        return inForce.all().keySet().stream()
                .filter(name -> name.endsWith(".bpmn"))
                .map(name -> process(name.substring(0, name.length() - ".bpmn".length())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The process of this key; empty when there is none. */
    public Optional<Process> process(String key) {
        var latest = engine.call(() -> repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult());
        return Optional.ofNullable(latest).map(one -> new Process(key, name(one), following.versions(key)));
    }

    private static String name(ProcessDefinition process) {
        return process.getName() == null ? process.getKey() : process.getName();
    }

    /** All tables and forms in force, and mails. */
    @Transactional(readOnly = true)
    public List<File> files() {
        var files = new ArrayList<File>();
        inForce.all().keySet().stream()
                .filter(name -> !name.endsWith(".bpmn"))
                .forEach(name -> files.add(new File(
                        name,
                        name.startsWith(ModelFiles.MAILS)
                                ? 0
                                : engine.call(() -> (int) repository
                                        .createDeploymentQuery()
                                        .deploymentName(name)
                                        .count()))));
        return files;
    }
}
