package org.forthcoming.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers what went wrong in a call in a sentence that a person understands, as RFC 9457 asks. */
@RestControllerAdvice(basePackageClasses = Problems.class)
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** One thing that is wrong with the input: where, and why. */
    record Fault(String field, String message) {}

    @ExceptionHandler
    ResponseEntity<Object> refused(Refusal refusal, WebRequest request) {
        return handleExceptionInternal(refusal, refusal.getBody(), new HttpHeaders(), refusal.getStatusCode(), request);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return badInput(
                invalid, invalid.getAllErrors().stream().map(Problems::fault).toList(), headers, request);
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var faults = invalid.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> error instanceof FieldError field
                                ? fault(field)
                                : new Fault(result.getMethodParameter().getParameterName(), error.getDefaultMessage())))
                .toList();
        return badInput(invalid, faults, headers, request);
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException wrong, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var name = wrong instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : wrong.getPropertyName();
        return badInput(
                wrong,
                List.of(new Fault(
                        name,
                        wrong.getRootCause() instanceof PlainText.Objection objection
                                ? objection.getMessage()
                                : expected(wrong.getRequiredType()))),
                headers,
                request);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return badInput(missing, List.of(new Fault(missing.getParameterName(), "must be given")), headers, request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (unreadable.getCause() instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()
                && !broken(mapping.getCause())) {
            return badInput(
                    unreadable, List.of(new Fault(path(mapping.getPath()), objection(mapping))), headers, request);
        }
        var problem = problem(HttpStatus.BAD_REQUEST, "The body can't be read", unreadable(unreadable.getCause()));
        return handleExceptionInternal(unreadable, problem, headers, HttpStatus.BAD_REQUEST, request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException other, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var problem = problem(
                status,
                "Unsupported media type",
                "This call takes a JSON object, with Content-Type: application/json.");
        return handleExceptionInternal(other, problem, headers, status, request);
    }

    /** Whether the text itself breaks the rules of JSON, not what it says. */
    private static boolean broken(Throwable cause) {
        return cause instanceof JsonProcessingException
                && !(cause instanceof JsonMappingException)
                && !(cause instanceof InputCoercionException);
    }

    private static String unreadable(Throwable cause) {
        if (cause instanceof JsonMappingException mapping && !broken(mapping.getCause())) {
            return "The body " + objection(mapping) + ".";
        }
        var json = cause instanceof JsonMappingException ? cause.getCause() : cause;
        if (json instanceof StreamConstraintsException) {
            return "The body is nested too deeply, or has a text or a number that is too long.";
        }
        if (json instanceof JsonProcessingException broken && broken.getLocation() != null) {
            var where = broken.getLocation();
            return "The body is no valid JSON at line %d, column %d: %s."
                    .formatted(where.getLineNr(), where.getColumnNr(), shortened(broken.getOriginalMessage()));
        }
        return "The body is missing or can't be read; this call takes a JSON object.";
    }

    /** Somebody else answers these: the security chain with its own 401 and 403. */
    @ExceptionHandler({AuthenticationException.class, AccessDeniedException.class})
    void notForUs(RuntimeException denied) {
        throw denied;
    }

    @ExceptionHandler({TransientDataAccessException.class, CannotCreateTransactionException.class})
    ResponseEntity<Object> busy(Exception busy, WebRequest request) {
        LOG.warn("Gave up on a call after repeating it: {}", request.getDescription(false), busy);
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "1");
        var problem = problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Too busy",
                "Others work on the same goods right now and nothing was changed; please repeat the call.");
        return handleExceptionInternal(busy, problem, headers, HttpStatus.SERVICE_UNAVAILABLE, request);
    }

    /** The last line of defense held: better no answer to a wish than a unit sold twice. */
    @ExceptionHandler
    ResponseEntity<Object> doesNotFit(DataIntegrityViolationException wrong, WebRequest request) {
        LOG.error("The database refused a call: {}", request.getDescription(false), wrong);
        return refused(
                Refusal.conflict(
                        "This does not fit what is stored: a number is too large for it, or others changed the "
                                + "same just now. Nothing was changed."),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unforeseen(Exception failure, WebRequest request) {
        LOG.error("A call failed: {}", request.getDescription(false), failure);
        var problem = problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Our fault",
                "Something went wrong here, not in your request. Nothing was changed; the log says more.");
        return handleExceptionInternal(failure, problem, new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    /** Whatever the caller accepts, an error is told as a problem. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    static ProblemDetail problem(HttpStatusCode status, String title, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return problem;
    }

    private ResponseEntity<Object> badInput(
            Exception cause, List<Fault> faults, HttpHeaders headers, WebRequest request) {
        return handleExceptionInternal(cause, badInput(faults), headers, HttpStatus.BAD_REQUEST, request);
    }

    private static ProblemDetail badInput(List<Fault> found) {
        var faults = found.stream()
                .distinct()
                .sorted(Comparator.comparing(fault -> fault.field() + " " + fault.message()))
                .toList();
        var problem = problem(
                HttpStatus.BAD_REQUEST,
                "Invalid input",
                faults.stream()
                        .map(fault -> fault.field() + " " + fault.message())
                        .collect(Collectors.joining("; ", "", ".")));
        problem.setProperty("errors", faults);
        return problem;
    }

    private static Fault fault(ObjectError error) {
        if (error instanceof FieldError field) {
            var message = field.isBindingFailure()
                    ? expected(
                            field.contains(TypeMismatchException.class)
                                    ? field.unwrap(TypeMismatchException.class).getRequiredType()
                                    : null)
                    : field.getDefaultMessage();
            return new Fault(field.getField(), message);
        }
        return new Fault("body", error.getDefaultMessage());
    }

    private static String objection(JsonMappingException mapping) {
        if (mapping instanceof Readers.Unreadable) {
            return mapping.getOriginalMessage();
        }
        if (mapping instanceof UnrecognizedPropertyException unknown) {
            return "is not known; known here are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (mapping instanceof InvalidFormatException || mapping instanceof MismatchedInputException) {
            return expected(((MismatchedInputException) mapping).getTargetType());
        }
        if (mapping.getCause() instanceof InputCoercionException tooLarge) {
            return expected(tooLarge.getTargetType());
        }
        return "can't be read";
    }

    private static String shortened(String text) {
        var line = text.lines().findFirst().orElse("").strip();
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "can't be read";
        }
        if (type.isEnum()) {
            return "must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "must be a whole number, and not too large a one";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "must be true or false";
        }
        if (Iterable.class.isAssignableFrom(type)) {
            return "must be a list";
        }
        return type == String.class ? "must be a text in quotes" : "must be an object in braces";
    }

    private static String path(List<JsonMappingException.Reference> path) {
        var text = new StringBuilder();
        for (var step : path) {
            if (step.getFieldName() == null) {
                text.append('[').append(step.getIndex()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return text.toString();
    }
}
