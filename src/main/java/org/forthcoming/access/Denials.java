package org.forthcoming.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** Answers programs that may not do what they want: 401 and 403 as problem+json, with no login pop-up in browsers. */
@Component
class Denials implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final ObjectMapper json;

    Denials(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        answer(
                response,
                HttpStatus.UNAUTHORIZED,
                "Who are you?",
                request.getHeader("Authorization") == null
                        ? "This needs a user: send HTTP Basic credentials, or sign in first."
                        : "The user or the password is wrong, or the user is locked after too many attempts.");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        if (why instanceof CsrfException && SecurityContextHolder.getContext().getAuthentication() == null) {
            commence(request, response, new InsufficientAuthenticationException("Nobody", why));
            return;
        }
        if (why instanceof CsrfException) {
            answer(
                    response,
                    HttpStatus.FORBIDDEN,
                    "Token missing",
                    "A call with a session cookie needs the page's CSRF token; programs send HTTP Basic credentials"
                            + " instead.");
            return;
        }
        answer(
                response,
                HttpStatus.FORBIDDEN,
                "Not allowed",
                "%s may not do this; another role is needed.".formatted(request.getRemoteUser()));
    }

    private void answer(HttpServletResponse response, HttpStatus status, String title, String detail)
            throws IOException {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        json.writeValue(response.getOutputStream(), problem);
    }
}
