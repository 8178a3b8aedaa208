package org.forthcoming.orders;

import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.orders.ProofEntry.What;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes customers' questions and support's answers. */
@Service
@Transactional
public class Questions {

    /** So many characters a question may have. */
    public static final int LONGEST = 2000;

    /** So many characters an answer may have. */
    public static final int LONGEST_ANSWER = 3000;

    /** So many questions of an order may be open at once: more is no conversation. */
    private static final int MOST_OPEN = 5;

    private final QuestionBook questions;
    private final FulfillmentLocks locks;
    private final ShopCalendar calendar;
    private final ProofBook proof;
    private final ApplicationEventPublisher events;

    Questions(
            QuestionBook questions,
            FulfillmentLocks locks,
            ShopCalendar calendar,
            ProofBook proof,
            ApplicationEventPublisher events) {
        this.questions = questions;
        this.locks = locks;
        this.calendar = calendar;
        this.proof = proof;
        this.events = events;
    }

    /**
     * The customer asks about a fulfillment. What was asked about the order before, answered or not, is DoneBefore, so that
     * to send a form again asks once; refused when too many are open.
     */
    @Atomic
    public Answer<Question> ask(long fulfillmentId, String text) {
        if (text == null || text.isBlank() || text.strip().length() > LONGEST) {
            return Answer.invalid("Ask in 1 to %d characters.".formatted(LONGEST));
        }
        var found = locks.fulfillmentAlone(fulfillmentId);
        if (found.isEmpty()) {
            return Answer.unknown("There is no fulfillment %d.".formatted(fulfillmentId));
        }
        var fulfillment = found.get();
        var asked = text.strip();
        var before =
                questions.findByFulfillmentOrderIdOrderById(fulfillment.order().id());
        var same =
                before.stream().filter(question -> question.asked.equals(asked)).findFirst();
        if (same.isPresent()) {
            return Answer.doneBefore(same.get());
        }
        var open = before.stream().filter(question -> question.answer == null).count();
        if (open >= MOST_OPEN) {
            return Answer.conflict("%d questions about this order are still to be answered.".formatted(open));
        }
        var question = questions.save(new Question(fulfillment, asked, calendar.now()));
        proof.write(fulfillmentId, What.ASKED, Fulfilling.CUSTOMER, asked);
        events.publishEvent(new QuestionAsked(question));
        return Answer.done(question);
    }

    /** Support answers; an answer that was given stays. */
    public void answer(long id, String text, String by) {
        var question = questions.findById(id).orElseThrow();
        if (question.answer == null) {
            question.answer = text.strip();
            question.answeredAt = calendar.now();
            proof.write(question.fulfillment.id(), What.REPLIED, by, question.answer);
        }
    }
}
