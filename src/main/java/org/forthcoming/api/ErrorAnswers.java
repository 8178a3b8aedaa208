package org.forthcoming.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.autoconfigure.web.servlet.error.BasicErrorController;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorViewResolver;
import org.springframework.boot.web.servlet.error.ErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.ModelAndView;

/** Errors that no controller saw: a problem for whoever called the API, a page for everybody else's browser. */
@Controller
class ErrorAnswers extends BasicErrorController {

    private static final Map<HttpStatus, String> SENTENCES = Map.of(
            HttpStatus.BAD_REQUEST, "The address or the headers of this request can't be read.",
            HttpStatus.UNAUTHORIZED, "Please sign in: this call needs a user and a password.",
            HttpStatus.FORBIDDEN, "Your role does not allow this.",
            HttpStatus.NOT_FOUND, "There is nothing at this address.",
            HttpStatus.NOT_ACCEPTABLE, "This address answers application/json only.",
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "This address takes application/json only.",
            HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here, not in your request; the log says more.");

    private final ErrorAttributes attributes;
    private final ObjectMapper json;

    ErrorAnswers(
            ErrorAttributes attributes,
            ServerProperties server,
            ObjectProvider<ErrorViewResolver> pages,
            ObjectMapper json) {
        super(attributes, server.getError(), pages.orderedStream().toList());
        this.attributes = attributes;
        this.json = json;
    }

    @Override
    public ResponseEntity<Map<String, Object>> error(HttpServletRequest request) {
        return ResponseEntity.status(getStatus(request))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem(request));
    }

    @Override
    public ModelAndView errorHtml(HttpServletRequest request, HttpServletResponse response) {
        return Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                        .filter(address -> address.toString().startsWith(request.getContextPath() + "/api/"))
                        .isPresent()
                ? new ModelAndView((model, ignored, answer) -> {
                    answer.setStatus(getStatus(request).value());
                    answer.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                    json.writeValue(answer.getOutputStream(), problem(request));
                })
                : super.errorHtml(request, response);
    }

    private Map<String, Object> problem(HttpServletRequest request) {
        var status = getStatus(request);
        var cause = attributes.getError(new ServletWebRequest(request));
        return Map.of(
                "type",
                "about:blank",
                "title",
                status.getReasonPhrase(),
                "status",
                status.value(),
                "detail",
                cause instanceof HttpRequestMethodNotSupportedException other
                        ? "This address does not take %s; it takes %s."
                                .formatted(other.getMethod(), String.join(", ", methods(other)))
                        : SENTENCES.getOrDefault(status, status.getReasonPhrase() + "."));
    }

    private static List<String> methods(HttpRequestMethodNotSupportedException other) {
        return Optional.ofNullable(other.getSupportedMethods()).stream()
                .flatMap(Arrays::stream)
                .sorted()
                .toList();
    }
}
