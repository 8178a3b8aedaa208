package org.forthcoming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;

/** Forthcoming as a process of its own, which a test can kill without warning and start again on the same database. */
final class ShopProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> command = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path log;
    private final int port;
    private Process process;

    ShopProcess(Path folder, String... settings) {
        this.port = freePort();
        this.log = folder.resolve("forthcoming.log");
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx600m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.forthcoming.Forthcoming",
                "--server.port=" + port,
                "--forthcoming.sample-data=false",
                // After a kill, a job is taken up again when its lock ends.
                "--camunda.bpm.job-execution.lock-time-in-millis=3000"));
        command.addAll(List.of(settings));
    }

    /** Starts it and returns when it answers. */
    void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("start, see " + log).atMost(Duration.ofMinutes(2)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("It ended by itself, see " + log);
            }
            try {
                return call("GET", "/actuator/health", null).status() == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Ends it as a power cut would: no shutdown hook runs. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /** An answer; the body is missing when it was empty. */
    record Answer(int status, JsonNode body) {}

    Answer call(String method, String path, String body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("demo:demo".getBytes()))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            var text = response.body();
            return new Answer(response.statusCode(), text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Repeats a call over kills and restarts until it is answered, as a shop's system would. */
    Answer callUntilAnswered(String method, String path, String body) {
        return Awaitility.await(method + " " + path)
                .atMost(Duration.ofMinutes(3))
                .pollInSameThread()
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> call(method, path, body), answer -> answer.status() < 500);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
