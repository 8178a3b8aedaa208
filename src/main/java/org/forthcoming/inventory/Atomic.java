package org.forthcoming.inventory;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.Retryable;
import org.springframework.transaction.annotation.Transactional;

/**
 * Done as one transaction or not at all; lost races (deadlock, lock timeout, the same key stored twice) are run again.
 *
 * <p>Only the outermost one is run again: within a transaction of somebody else everything before is lost too.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Transactional
@Retryable(
        maxAttempts = 8,
        exceptionExpression = "@lostRaces.worthAnotherTry(#root)",
        backoff = @Backoff(delay = 10, maxDelay = 500, multiplier = 2, random = true))
public @interface Atomic {}
