package org.forthcoming.processes;

import org.forthcoming.Postgres;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same on PostgreSQL. */
class DelayLawOnPostgresTest extends DelayLawTest {

    @DynamicPropertySource
    static void postgres(DynamicPropertyRegistry properties) {
        var database = Postgres.freshDatabase();
        properties.add("spring.datasource.url", () -> database);
        properties.add("spring.datasource.username", () -> "postgres");
        properties.add("spring.datasource.password", () -> "");
    }
}
