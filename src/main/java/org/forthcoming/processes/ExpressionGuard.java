package org.forthcoming.processes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * Refuses task queries whose or-parts carry expressions: the engine would run them as code for any user
 * (CVE-2026-109432).
 */
class ExpressionGuard extends OncePerRequestFilter {

    /** More than any query needs; deployments come as multipart and are not read here. */
    private static final int MOST = 10 * 1024 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (mentionsOr(request.getQueryString())) {
            refuse(response);
            return;
        }
        var type = request.getContentType();
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            chain.doFilter(request, response);
            return;
        }
        var body = request.getInputStream().readNBytes(MOST + 1);
        if (body.length > MOST) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        if (hasExpressionBelowOr(body)) {
            refuse(response);
            return;
        }
        chain.doFilter(new ReadAlready(request, body), response);
    }

    /** The engine takes or-parts from bodies only; of the address only the query is read, a form's body stays unread. */
    private static boolean mentionsOr(String query) {
        return query != null && UriUtils.decode(query, StandardCharsets.UTF_8).contains("orQueries");
    }

    /** Reads token by token, so that a key that is there twice is seen twice. What is no JSON is no query either. */
    static boolean hasExpressionBelowOr(byte[] body) {
        try (var parser = JSON.createParser(body)) {
            var depth = 0;
            var orDepth = Integer.MAX_VALUE;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                    if (depth < orDepth) {
                        orDepth = Integer.MAX_VALUE;
                    }
                } else if (token == JsonToken.FIELD_NAME) {
                    if (depth > orDepth && parser.currentName().endsWith("Expression")) {
                        return true;
                    }
                    if (parser.currentName().equals("orQueries")) {
                        orDepth = Math.min(orDepth, depth);
                    }
                }
            }
            return false;
        } catch (IOException e) {
            return new String(body, StandardCharsets.UTF_8).contains("orQueries");
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write("""
                {"type":"about:blank","title":"Refused","status":400,\
                "detail":"A query's orQueries must not hold expressions: they would be run as code."}""");
    }
}
