package org.forthcoming.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes what is typed into staff's pages without the blanks around it, and refuses characters that a database does not
 * store or that break out of a line, as the API does.
 */
@Component
class PlainInput extends OncePerRequestFilter {

    /** Where people write freely, or a list. */
    private static final Set<String> OF_SEVERAL_LINES =
            Set.of("reason", "comment", "message", "remark", "orders", "files");

    /** Control characters, and halves of characters. */
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    private static final Pattern FORBIDDEN_IN_LINES = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\r\n\t]]");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/operations/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var stripped = new LinkedHashMap<String, String[]>();
        for (var field : request.getParameterMap().entrySet()) {
            var values = Arrays.stream(field.getValue()).map(String::strip).toArray(String[]::new);
            var pattern = OF_SEVERAL_LINES.contains(field.getKey()) ? FORBIDDEN_IN_LINES : FORBIDDEN;
            for (var value : values) {
                var forbidden = pattern.matcher(value);
                if (forbidden.find()) {
                    response.sendError(
                            HttpServletResponse.SC_BAD_REQUEST,
                            "The field “%s” must not have the control character U+%04X."
                                    .formatted(field.getKey(), (int) value.charAt(forbidden.start())));
                    return;
                }
            }
            stripped.put(field.getKey(), values);
        }
        chain.doFilter(new Stripped(request, stripped), response);
    }

    private static final class Stripped extends HttpServletRequestWrapper {

        private final Map<String, String[]> parameters;

        Stripped(HttpServletRequest request, Map<String, String[]> parameters) {
            super(request);
            this.parameters = Collections.unmodifiableMap(parameters);
        }

        @Override
        public String getParameter(String name) {
            var values = parameters.get(name);
            return values == null ? null : values[0];
        }

        @Override
        public String[] getParameterValues(String name) {
            var values = parameters.get(name);
            return values == null ? null : values.clone();
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            return parameters;
        }

        @Override
        public Enumeration<String> getParameterNames() {
            return Collections.enumeration(parameters.keySet());
        }
    }
}
