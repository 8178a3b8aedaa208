package org.forthcoming.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.forthcoming.communication.MailFiles;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Diagrams, decision tables and forms by file name, and mails by {@code mails/} and file name.
 *
 * <p>In a folder they lie as in bpmn/: forms in {@code forms}, mails in {@code mails}.
 */
final class ModelFiles {

    static final String MAILS = "mails/";

    private ModelFiles() {}

    /** Those that come with this build. */
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
        MailFiles.onClassPath().forEach((name, content) -> files.put(MAILS + name, content));
        return files;
    }

    /** Those in this folder. */
    static SortedMap<String, byte[]> in(Path folder) {
        var files = new TreeMap<String, byte[]>();
        read(folder, "*.{bpmn,dmn}", files);
        read(folder.resolve("forms"), "*.form", files);
        MailFiles.in(folder.resolve("mails")).forEach((name, content) -> files.put(MAILS + name, content));
        return files;
    }

    private static void read(Path folder, String names, SortedMap<String, byte[]> files) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var all = Files.newDirectoryStream(folder, names)) {
            for (var file : all) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
