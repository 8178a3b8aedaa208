package org.forthcoming.orders;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** All questions of customers. */
public interface QuestionBook extends Repository<Question, Long> {

    Optional<Question> findById(long id);

    /** Oldest first. */
    List<Question> findByFulfillmentOrderIdOrderById(long orderId);

    Question save(Question question);
}
