package org.forthcoming.orders;

import org.forthcoming.Postgres;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same on PostgreSQL. */
class AnswerRacesOnPostgresTest extends AnswerRacesTest {

    @DynamicPropertySource
    static void postgres(DynamicPropertyRegistry properties) {
        var database = Postgres.freshDatabase();
        properties.add("spring.datasource.url", () -> database);
        properties.add("spring.datasource.username", () -> "postgres");
        properties.add("spring.datasource.password", () -> "");
    }

    @Override
    String waitingForLocks() {
        return "select count(*) from pg_locks where not granted";
    }
}
