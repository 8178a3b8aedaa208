package org.forthcoming.processes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Leaves out of a change of a task what Tasklist sends along and the engine can't read, the reference to the task's form:
 * else nobody could set a follow-up date or a due date there.
 */
@Component
@Order(100)
class TaskChanges extends OncePerRequestFilter {

    private static final Pattern TASK =
            Pattern.compile(".*/(?:engine-rest|camunda/api/engine)(?:/engine/[^/]+)?/task/[^/]+/*");
    private static final String UNREADABLE = "camundaFormRef";
    private static final int LONGEST_BODY = 1 << 20;

    private final ObjectMapper json = new ObjectMapper();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("PUT")
                || !TASK.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            response.sendError(HttpStatus.PAYLOAD_TOO_LARGE.value());
            return;
        }
        chain.doFilter(new ReadAlready(request, readable(body)), response);
    }

    private byte[] readable(byte[] body) throws IOException {
        try {
            if (json.readTree(body) instanceof ObjectNode task && task.has(UNREADABLE)) {
                return json.writeValueAsBytes(task.without(UNREADABLE));
            }
        } catch (JsonProcessingException e) {
            // The engine says what is wrong with it.
        }
        return body;
    }
}
