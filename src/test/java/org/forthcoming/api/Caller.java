package org.forthcoming.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/** Somebody who calls the API over HTTP: the administrator, or whom {@link #as} names. */
@TestComponent
class Caller {

    /** What came back. */
    record Reply(int status, HttpHeaders headers, String text, JsonNode json) {

        JsonNode at(String pointer) {
            return json.at(pointer);
        }

        String text(String pointer) {
            return json.at(pointer).asText();
        }

        Reply is(int expected) {
            assertThat(status).as(text).isEqualTo(expected);
            if (status >= 400) {
                isProblem();
            }
            return this;
        }

        void isProblem() {
            assertThat(headers.firstValue("Content-Type").orElse("none"))
                    .as("%d %s", status, text)
                    .startsWith("application/problem+json");
            assertThat(json.path("status").asInt()).isEqualTo(status);
            assertThat(json.path("title").asText()).isNotBlank();
            assertThat(json.path("detail").asText()).isNotBlank();
            assertThat(text).doesNotContain("Exception").doesNotContain("\tat ");
        }
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ObjectMapper mapper = new ObjectMapper();
    private final Environment environment;
    private final String user;
    private final Map<String, String> headers;

    @Autowired
    Caller(Environment environment) {
        this(environment, "demo", Map.of("Content-Type", "application/json"));
    }

    private Caller(Environment environment, String user, Map<String, String> headers) {
        this.environment = environment;
        this.user = user;
        this.headers = headers;
    }

    Caller as(String somebody) {
        return new Caller(environment, somebody, headers);
    }

    Caller with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Caller(environment, user, more);
    }

    Reply get(String address) {
        return send("GET", address, BodyPublishers.noBody());
    }

    Reply put(String address, String body) {
        return send("PUT", address, json(body));
    }

    Reply patch(String address, String body) {
        return send("PATCH", address, json(body));
    }

    Reply post(String address, String body) {
        return send("POST", address, json(body));
    }

    Reply post(String address) {
        return send("POST", address, BodyPublishers.noBody());
    }

    /** Bodies are written with single quotes, for the reader's sake. */
    private static BodyPublisher json(String body) {
        return BodyPublishers.ofString(body.replace('\'', '"'), StandardCharsets.UTF_8);
    }

    Reply send(String method, String address, BodyPublisher body) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + environment.getProperty("local.server.port") + address))
                .method(method, body);
        headers.forEach(request::header);
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8)));
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            var type = response.headers().firstValue("Content-Type").orElse("");
            return new Reply(
                    response.statusCode(),
                    response.headers(),
                    response.body(),
                    type.contains("json") ? mapper.readTree(response.body()) : MissingNode.getInstance());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
