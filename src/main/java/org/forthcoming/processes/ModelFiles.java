package org.forthcoming.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The diagrams, decision tables and forms that come with this build, by file name. */
final class ModelFiles {

    private ModelFiles() {}

    static SortedMap<String, byte[]> onClassPath() {
        var files = new TreeMap<String, byte[]>();
        var resolver = new PathMatchingResourcePatternResolver();
        try {
            for (var pattern : new String[] {"bpmn/*.bpmn", "bpmn/*.dmn", "bpmn/forms/*.form"}) {
                for (var file : resolver.getResources("classpath*:" + pattern)) {
                    files.put(file.getFilename(), file.getContentAsByteArray());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
