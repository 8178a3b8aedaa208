package org.forthcoming.processes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.TaskService;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 400 and a sentence when what somebody enters in a user task can't be taken, by Tasklist and the engine's REST
 * alike: the engine itself would answer 500 to the refusal of a listener.
 *
 * <p>After the security chain, so that only who is logged in gets an answer.
 */
@Component
@Order(100)
class TaskEntries extends OncePerRequestFilter {

    private static final Pattern COMPLETION =
            Pattern.compile("/(?:engine-rest|camunda/api/engine)(?:/engine/[^/]+)?/task/([^/]+)/"
                    + "(?:complete|submit-form|resolve)/*");

    /** Whatever else the engine can store, such as files, is nothing that somebody enters. */
    private static final Set<String> PLAIN_TYPES = Set.of("string", "integer", "short", "long", "double");

    private static final int LONGEST_BODY = 1 << 20;

    private final Engine engine;
    private final TaskService tasks;
    private final Objections objections;
    private final OwnForms ownForms;

    /** As lenient as the engine's own reading, so that nothing it would take is not seen here. */
    private final ObjectMapper json = new ObjectMapper();

    TaskEntries(Engine engine, TaskService tasks, Objections objections, OwnForms ownForms) {
        this.engine = engine;
        this.tasks = tasks;
        this.objections = objections;
        this.ownForms = ownForms;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var completion = COMPLETION.matcher(path(request));
        if (!request.getMethod().equals("POST") || !completion.matches()) {
            chain.doFilter(request, response);
            return;
        }
        var body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            refuse(response, HttpStatus.PAYLOAD_TOO_LARGE, "Too large", "A task takes at most 1 MiB.");
            return;
        }
        var objection = objection(completion.group(1), body);
        if (objection.isPresent()) {
            refuse(response, HttpStatus.BAD_REQUEST, "This can't be taken", objection.get());
        } else {
            chain.doFilter(new ReadAlready(request, body), response);
        }
    }

    private static String path(HttpServletRequest request) {
        var path = request.getRequestURI().substring(request.getContextPath().length());
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8)
                .replaceAll(";[^/]*", "");
    }

    private Optional<String> objection(String taskId, byte[] body) {
        return engine.call(() -> {
            var task = tasks.createTaskQuery().taskId(taskId).singleResult();
            if (task == null) {
                return Optional.empty(); // the engine says so itself
            }
            Map<String, Object> entered;
            try {
                entered = entered(body);
            } catch (IOException | ClassCastException e) {
                return Optional.of("The body must be one JSON object with the variables that are entered.");
            }
            var variables = new HashMap<>(tasks.getVariables(taskId));
            variables.putAll(entered);
            var key = task.getTaskDefinitionKey();
            return objections
                    .toEntries(key, entered)
                    .or(() -> objections.to(key, variables))
                    .or(() -> ModelContract.SUBMITTED.containsKey(key)
                            ? Optional.empty()
                            : ownForms.whyNot(taskId, entered.get(ModelContract.DECISION.name())));
        });
    }

    private Map<String, Object> entered(byte[] body) throws IOException {
        if (body.length == 0) {
            return Map.of();
        }
        var content = json.readerFor(new TypeReference<Map<String, Object>>() {})
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .<Map<String, Object>>readValue(body);
        var entries = new HashMap<String, Object>();
        if (content != null && content.get("variables") instanceof Map<?, ?> variables) {
            variables.forEach((name, variable) ->
                    entries.put(name.toString(), variable instanceof Map<?, ?> typed ? value(typed) : null));
        }
        return entries;
    }

    /** The value of a text or a number; of another type it is left wrapped, which no field takes. */
    private static Object value(Map<?, ?> typed) {
        var value = typed.get("value");
        var type = typed.get("type") == null
                ? "string"
                : typed.get("type").toString().toLowerCase(Locale.ROOT);
        return PLAIN_TYPES.contains(type) || type.equals("null") && value == null ? value : typed;
    }

    private void refuse(HttpServletResponse response, HttpStatus status, String title, String detail)
            throws IOException {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status.value());
        problem.put("detail", detail);
        problem.put("message", detail); // what Tasklist shows of an answer of the engine
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        json.writeValue(response.getOutputStream(), problem);
    }
}
