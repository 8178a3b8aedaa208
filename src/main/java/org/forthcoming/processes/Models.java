package org.forthcoming.processes;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings the models into the engine at every start: checked first, and only what has changed becomes a new version. */
@Component
class Models {

    private final RepositoryService repository;
    private final Engine engine;
    private final Following following;
    private final TransactionTemplate apart;

    Models(
            RepositoryService repository,
            Engine engine,
            Following following,
            FilesInForce inForce,
            RolloutBook rollouts,
            TransactionTemplate transaction) {
        this.repository = repository;
        this.engine = engine;
        this.following = following;
        this.apart = new TransactionTemplate(transaction.getTransactionManager());
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transaction.executeWithoutResult(status -> {
            // Nobody rolls out meanwhile: it would be undone here.
            rollouts.lock();
            var files = inForce.all();
            refuse(faults(files), inForce.own());
            deploy(files, true);
        });
    }

    static void refuse(List<String> faults, Set<String> own) {
        if (!faults.isEmpty()) {
            throw new BrokenModels(faults, own);
        }
    }

    /** What has to be mended before these files can be run, a sentence each. */
    List<String> faults(SortedMap<String, byte[]> files) {
        try {
            var faults = new ModelCheck(files).faults();
            return faults.isEmpty() ? whatTheEngineRefuses(files) : faults;
        } catch (StackOverflowError e) {
            return List.of(ModelCheck.TOO_DEEP);
        }
    }

    /** The last resort: what the check lets pass and the engine does not. */
    private List<String> whatTheEngineRefuses(SortedMap<String, byte[]> files) {
        var faults = new ArrayList<String>();
        files.forEach((name, content) -> {
            try {
                if (name.endsWith(".bpmn")) {
                    // Apart, so that a refusal leaves the transaction of who asks as it is.
                    apart.executeWithoutResult(status -> following.parse(name, content));
                }
            } catch (ParseException refused) {
                refused.getResorceReports().stream()
                        .flatMap(report -> report.getErrors().stream())
                        .forEach(error ->
                                faults.add("%s: the engine refuses it: %s.".formatted(name, error.getMessage())));
            }
        });
        return faults;
    }

    /** Makes new versions of these files, whatever was deployed before, and answers the processes among them. */
    List<ProcessDefinition> deploy(SortedMap<String, byte[]> files) {
        return deploy(files, false);
    }

    private List<ProcessDefinition> deploy(SortedMap<String, byte[]> files, boolean onlyWhatHasChanged) {
        // A deployment per file, always of the same name: so the engine tells by itself which file has changed.
        return engine.call(() -> {
            var made = new ArrayList<ProcessDefinition>();
            files.forEach((name, content) -> {
                if (!name.startsWith(ModelFiles.MAILS)) {
                    var deployment = repository
                            .createDeployment()
                            .name(name)
                            .addInputStream(name, new ByteArrayInputStream(content));
                    if (onlyWhatHasChanged) {
                        deployment.enableDuplicateFiltering(true);
                    }
                    var processes = deployment.deployWithResult().getDeployedProcessDefinitions();
                    if (processes != null) {
                        made.addAll(processes);
                    }
                }
            });
            return made;
        });
    }
}
