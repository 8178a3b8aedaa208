package org.forthcoming.processes;

import static org.forthcoming.processes.ModelContract.ANSWER;
import static org.forthcoming.processes.ModelContract.CARRIER;
import static org.forthcoming.processes.ModelContract.DECISION;
import static org.forthcoming.processes.ModelContract.EMAIL;
import static org.forthcoming.processes.ModelContract.FULFILLMENT_ID;
import static org.forthcoming.processes.ModelContract.NOTE;
import static org.forthcoming.processes.ModelContract.PROMISED_ON;
import static org.forthcoming.processes.ModelContract.REASON;
import static org.forthcoming.processes.ModelContract.REFUNDED_AMOUNT;
import static org.forthcoming.processes.ModelContract.REFUNDED_ON;
import static org.forthcoming.processes.ModelContract.REFUND_ID;
import static org.forthcoming.processes.ModelContract.TRACKING_NUMBER;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.forthcoming.communication.Mailing;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.LateOrders;
import org.forthcoming.orders.Questions;
import org.forthcoming.orders.Refunds;
import org.forthcoming.processes.ModelContract.Variable;
import org.springframework.stereotype.Component;

/** Why what somebody enters in a user task can't be taken, in a sentence; the domain is asked. */
@Component
class Objections {

    private static final int LONGEST_NOTE = 1500;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_DECISION = 100;

    /** Line breaks and tabs are for people; PostgreSQL takes no NUL, and nobody means the others. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\r\n\t]]");

    private final Fulfilling fulfilling;
    private final Refunds refunds;
    private final Mailing mailing;
    private final LateOrders lateOrders;

    Objections(Fulfilling fulfilling, Refunds refunds, Mailing mailing, LateOrders lateOrders) {
        this.fulfilling = fulfilling;
        this.refunds = refunds;
        this.mailing = mailing;
        this.lateOrders = lateOrders;
    }

    /** @param entered what is submitted with the task, and the variables of its process that it does not replace */
    Optional<String> to(String task, Map<String, Object> entered) {
        return switch (task) {
            case ModelContract.PACK_AND_SHIP ->
                fulfilling.whyNotShip(
                        (Long) entered.get(FULFILLMENT_ID.name()),
                        text(entered, CARRIER),
                        text(entered, TRACKING_NUMBER));
            case ModelContract.REFUND_CUSTOMER -> toRefund((Long) entered.get(REFUND_ID.name()), entered);
            case ModelContract.FOLLOW_UP_ON_FEEDBACK -> toNote(text(entered, NOTE));
            case ModelContract.CORRECT_MAIL_ADDRESS -> mailing.whyNotAddress(text(entered, EMAIL));
            case ModelContract.DECIDE_ON_LATE_ORDER -> toDecision(entered);
            case ModelContract.ANSWER_QUESTION -> toAnswer(text(entered, ANSWER));
            case ModelContract.ARRANGE_RETURN -> toNote(text(entered, NOTE));
            default -> toOwnDecision(text(entered, DECISION));
        };
    }

    /**
     * A task takes its own fields and nothing else: any other variable could turn the process to something else, or hide
     * a step of it, because variables come before beans where an expression looks for a name.
     */
    Optional<String> toEntries(String task, Map<String, Object> entered) {
        var fields = ModelContract.fieldsOf(task);
        return entered.keySet().stream()
                .filter(name -> !fields.contains(name))
                .findFirst()
                .map(name ->
                        "%s can't be entered in this task; it takes %s.".formatted(name, String.join(", ", fields)))
                .or(() -> entered.entrySet().stream()
                        .filter(entry -> !isPlain(entry.getValue()))
                        .findFirst()
                        .map(entry -> "%s must be a text or a number.".formatted(entry.getKey())))
                .or(() -> entered.values().stream()
                        .filter(value -> value != null
                                && UNPRINTABLE.matcher(value.toString()).find())
                        .findFirst()
                        .map(value -> "A text must not hold control characters."));
    }

    private static boolean isPlain(Object value) {
        return value == null || value instanceof String || value instanceof Number;
    }

    private Optional<String> toRefund(long refundId, Map<String, Object> entered) {
        var day = text(entered, REFUNDED_ON);
        try {
            return refunds.whyNot(refundId, text(entered, REFUNDED_AMOUNT), day == null ? null : LocalDate.parse(day));
        } catch (DateTimeParseException e) {
            return Optional.of("“%s” is no day; write it like 2026-03-31.".formatted(day));
        }
    }

    private Optional<String> toDecision(Map<String, Object> entered) {
        var decision = text(entered, DECISION);
        var reason = text(entered, REASON);
        if (reason != null && reason.length() > LONGEST_REASON) {
            return Optional.of("Tell the reason in at most %d characters.".formatted(LONGEST_REASON));
        }
        return switch (decision == null ? "" : decision) {
            case "NEW_DATE" -> toDay(text(entered, PROMISED_ON));
            case "NO_DATE" ->
                reason == null
                        ? Optional.of("Tell the reason why there is no date: the customers read it.")
                        : Optional.empty();
            case "CANCEL" -> Optional.empty();
            default -> Optional.of("Decide: NEW_DATE, NO_DATE or CANCEL.");
        };
    }

    /** A gateway compares it with the values of the form's choices. */
    private static Optional<String> toOwnDecision(String decision) {
        return decision != null && decision.length() > LONGEST_DECISION
                ? Optional.of("A decision is a word of at most %d characters.".formatted(LONGEST_DECISION))
                : Optional.empty();
    }

    private Optional<String> toDay(String day) {
        try {
            return lateOrders.whyNot(day == null ? null : LocalDate.parse(day));
        } catch (DateTimeParseException e) {
            return Optional.of("“%s” is no day; write it like 2026-03-31.".formatted(day));
        }
    }

    private static Optional<String> toAnswer(String answer) {
        return answer == null || answer.length() > Questions.LONGEST_ANSWER
                ? Optional.of("Answer the customer in 1 to %,d characters.".formatted(Questions.LONGEST_ANSWER))
                : Optional.empty();
    }

    private static Optional<String> toNote(String note) {
        return note == null || note.length() > LONGEST_NOTE
                ? Optional.of(
                        "Tell in a note of at most %,d characters what was done about it.".formatted(LONGEST_NOTE))
                : Optional.empty();
    }

    /** Null when it is missing, blank or neither text nor number; numbers are taken as they are written. */
    private static String text(Map<String, Object> entered, Variable<String> field) {
        var value = entered.get(field.name());
        return value == null || !isPlain(value) || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }
}
