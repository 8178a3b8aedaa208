package org.forthcoming.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.context.annotation.Import;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

@JdbcTest(properties = "spring.datasource.url=jdbc:h2:mem:atomic")
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@Import({LostRaces.class, AtomicTest.Act.class})
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class AtomicTest {

    /** Fails as often as it is told to. */
    static class Act {
        private int runs;

        /** A method, because a proxy has no fields of its own. */
        public int runs() {
            return runs;
        }

        public void reset() {
            runs = 0;
        }

        @Atomic
        public void failFirst(int times, RuntimeException failure) {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isTrue();
            if (++runs <= times) {
                throw failure;
            }
        }
    }

    @Autowired
    private Act act;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void a_lost_race_is_run_again_in_a_new_transaction() {
        act.reset();
        act.failFirst(2, new CannotAcquireLockException("deadlock"));
        assertThat(act.runs()).isEqualTo(3);
    }

    @Test
    void a_key_that_another_stored_first_is_looked_at_again() {
        act.reset();
        act.failFirst(1, new DuplicateKeyException("twice", new java.sql.SQLException("twice", "23505")));
        assertThat(act.runs()).isEqualTo(2);
    }

    @Test
    void anything_else_fails_at_once() {
        act.reset();
        assertThatThrownBy(() -> act.failFirst(1, new IllegalStateException("a bug")))
                .hasMessage("a bug");
        assertThat(act.runs()).isEqualTo(1);
    }

    @Test
    void within_another_transaction_nothing_is_run_again() {
        act.reset();
        assertThatThrownBy(() -> transaction.executeWithoutResult(
                        status -> act.failFirst(1, new CannotAcquireLockException("deadlock"))))
                .isInstanceOf(CannotAcquireLockException.class);
        assertThat(act.runs()).isEqualTo(1);
    }
}
