package org.forthcoming.api;

import java.util.List;
import org.forthcoming.inventory.Answer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A call that is answered with a problem, because the state of things or the offers don't allow it. */
class Refusal extends ErrorResponseException {

    private Refusal(HttpStatus status, String title, String sentence) {
        this(status, Problems.problem(status, title, sentence));
    }

    private Refusal(HttpStatus status, ProblemDetail problem) {
        super(status, problem, null);
    }

    static Refusal unknown(String sentence) {
        return new Refusal(HttpStatus.NOT_FOUND, "Not found", sentence);
    }

    static Refusal conflict(String sentence) {
        return new Refusal(HttpStatus.CONFLICT, "Not possible now", sentence);
    }

    static Refusal offersRefuse(String sentence, List<Problems.Fault> faults) {
        var problem = Problems.problem(HttpStatus.UNPROCESSABLE_ENTITY, "The offers don't allow this order", sentence);
        problem.setProperty("errors", faults);
        return new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, problem);
    }

    /** What the act gave, whether done now or before; refused, it becomes the problem that says why. */
    static <T> T orElseThrow(Answer<T> answer) {
        if (answer instanceof Answer.Done<T> done) {
            return done.value();
        }
        if (answer instanceof Answer.DoneBefore<T> before) {
            return before.value();
        }
        var refused = (Answer.Refused<T>) answer;
        throw switch (refused.why()) {
            case UNKNOWN -> unknown(refused.sentence());
            case CONFLICT -> conflict(refused.sentence());
            case INVALID -> new Refusal(HttpStatus.BAD_REQUEST, "Invalid input", refused.sentence());
        };
    }
}
