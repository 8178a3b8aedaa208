package org.forthcoming.inventory;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.retry.annotation.EnableRetry;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells failures that pass when the same is tried again from those that do not. */
@Configuration(value = "lostRaces", proxyBeanMethods = false)
@EnableRetry(order = Ordered.LOWEST_PRECEDENCE - 10) // around the transaction, not within it
class LostRaces {

    /** Serialization failure, deadlock and lock timeout of both databases, and a key somebody else stored first. */
    private static final Set<String> STATES = Set.of("40001", "40P01", "55P03", "HYT00", "23505");

    // Public because expressions see nothing else.
    public boolean worthAnotherTry(Throwable failure) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return false;
        }
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConcurrencyFailureException
                    || cause instanceof SQLException sql && STATES.contains(sql.getSQLState())
                    // The engine wraps these in types of its own, which this floor does not know.
                    || cause.getClass().getSimpleName().startsWith("OptimisticLocking")) {
                return true;
            }
        }
        return false;
    }
}
