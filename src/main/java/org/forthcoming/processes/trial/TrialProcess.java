package org.forthcoming.processes.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.forthcoming.Forthcoming;

/**
 * This program once more, in a process and a folder of its own, with a database in its memory and no mail server: it plays
 * stories with the models that it is given. Of the shop it gets how its mails call it and how its days are counted;
 * neither the environment nor any file of settings, where passwords and secrets are.
 */
final class TrialProcess implements AutoCloseable {

    /** Not the API's, which takes no line breaks. */
    static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    static final String PLAN = "plan.json";
    static final String PROGRESS = "progress.json";
    static final String PLAYED = "played.json";

    private static final String LOG = "log";
    private static final String MODELS = "models";

    /** What of the shop's environment a Java program needs to start; all else may be a secret. */
    private static final Set<String> OF_THE_SYSTEM =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TMP", "TEMP", "SYSTEMROOT", "LD_LIBRARY_PATH");

    private static final List<String> SETTINGS = List.of(
            "--spring.profiles.active=" + TrialRun.PROFILE,
            "--spring.main.web-application-type=none",
            "--spring.main.lazy-initialization=true",
            "--spring.main.banner-mode=off",
            "--spring.datasource.url=jdbc:h2:mem:trial",
            "--camunda.bpm.job-execution.enabled=false",
            "--camunda.bpm.generic-properties.properties.history-cleanup-enabled=false",
            "--forthcoming.sample-data=false",
            "--forthcoming.link-secret=trial",
            "--logging.level.root=WARN");

    private final Path directory;
    private final Process process;

    /** @param settings of the shop, which the models ask for */
    TrialProcess(SortedMap<String, byte[]> models, Plan plan, Map<String, String> settings) throws IOException {
        this.directory = Files.createTempDirectory("forthcoming-trial-");
        JSON.writeValue(directory.resolve(PLAN).toFile(), plan);
        for (var model : models.entrySet()) {
            var file = directory.resolve(MODELS).resolve(pathOf(model.getKey()));
            Files.createDirectories(file.getParent());
            Files.write(file, model.getValue());
        }
        this.process = builder(directory, settings).start();
    }

    /** As in bpmn/: forms and mails in folders of their own. */
    private static String pathOf(String name) {
        return name.endsWith(".form") ? "forms/" + name : name;
    }

    static ProcessBuilder builder(Path directory, Map<String, String> settings) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                mainClass()));
        command.addAll(SETTINGS);
        command.add("--forthcoming.trial.directory=" + directory);
        command.add("--forthcoming.models.only-from=" + directory.resolve(MODELS));
        settings.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(LOG).toFile());
        keepOfTheSystem(builder.environment());
        return builder;
    }

    static void keepOfTheSystem(Map<String, String> environment) {
        environment.keySet().removeIf(name -> !OF_THE_SYSTEM.contains(name.toUpperCase(Locale.ROOT)));
    }

    /** The process runs in another folder, from which a relative path would lead elsewhere. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The packed program starts by what unpacks it. */
    private static String mainClass() {
        var launcher = "org.springframework.boot.loader.launch.JarLauncher";
        return ClassLoader.getSystemResource(launcher.replace('.', '/') + ".class") == null
                ? Forthcoming.class.getName()
                : launcher;
    }

    Path directory() {
        return directory;
    }

    /** The day that it has come to; empty: it is still starting. */
    Optional<Integer> day() {
        try {
            return read(PROGRESS, Integer.class);
        } catch (UncheckedIOException e) {
            return Optional.empty(); // it has just ended, and its folder is gone
        }
    }

    /** What happened, or why nothing did. */
    Played played(long nanosLeft) throws InterruptedException, TrialFailed {
        if (!process.waitFor(nanosLeft, TimeUnit.NANOSECONDS)) {
            throw new TrialFailed("It took too long and was ended%s."
                    .formatted(day().map(day -> " on day " + day + " of the stories")
                            .orElse(" before the stories began")));
        }
        return read(PLAYED, Played.class).orElseThrow(() -> new TrialFailed(lastWords()));
    }

    private <T> Optional<T> read(String name, Class<T> type) {
        var file = directory.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), type)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The innermost cause stands last, up to where it came from. */
    private String lastWords() {
        try {
            var cause = "Caused by: ";
            var lines = Files.readAllLines(directory.resolve(LOG));
            var from = IntStream.range(0, lines.size())
                    .filter(i -> lines.get(i).startsWith(cause))
                    .reduce((former, later) -> later);
            return from.isEmpty()
                    ? "It ended without a word."
                    : lines.subList(from.getAsInt(), lines.size()).stream()
                            .takeWhile(line -> !line.startsWith("\t"))
                            .collect(Collectors.joining(" "))
                            .replaceFirst("^" + cause + "[\\w.$]+: ", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
