package org.forthcoming.communication;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The templates of mails as files, by name: {@code SHIPPED.en.html}. */
public final class MailFiles {

    static final String SUFFIX = ".html";

    private MailFiles() {}

    /** Those that come with this build. */
    public static SortedMap<String, byte[]> onClassPath() {
        var files = new TreeMap<String, byte[]>();
        try {
            for (var file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:bpmn/mails/*" + SUFFIX)) {
                files.put(file.getFilename(), file.getContentAsByteArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Those in this folder. */
    public static SortedMap<String, byte[]> in(Path folder) {
        var files = new TreeMap<String, byte[]>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (var all = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (var file : all) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
