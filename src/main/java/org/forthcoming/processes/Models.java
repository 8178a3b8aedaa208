package org.forthcoming.processes;

import java.io.ByteArrayInputStream;
import java.util.SortedMap;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.stereotype.Component;

/** Brings the models into the engine at every start: checked first, and only what has changed becomes a new version. */
@Component
class Models {

    Models(RepositoryService repository, Engine engine) {
        var files = ModelFiles.onClassPath();
        refuseBroken(files);
        // A deployment per file, always of the same name: so the engine tells by itself which file has changed.
        engine.run(() -> files.forEach((name, content) -> repository
                .createDeployment()
                .name(name)
                .enableDuplicateFiltering(true)
                .addInputStream(name, new ByteArrayInputStream(content))
                .deploy()));
    }

    static void refuseBroken(SortedMap<String, byte[]> files) {
        var faults = new ModelCheck(files).faults();
        if (!faults.isEmpty()) {
            throw new BrokenModels(faults);
        }
    }
}
