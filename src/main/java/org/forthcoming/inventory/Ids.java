package org.forthcoming.inventory;

import javax.sql.DataSource;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Ids for rows whose id must be known before they are stored; shares its sequence with all entities. */
@Component
public class Ids {

    /** The sequence's increment: what Hibernate's pooled optimizer makes of a value, v-49 to v, holds here too. */
    private static final int BLOCK = 50;

    private final JdbcTemplate database;
    private final String nextValue;
    private long next = 1;
    private long last = 0;

    Ids(DataSource dataSource, JdbcTemplate database) {
        this.database = database;
        this.nextValue = DatabaseDriver.fromJdbcUrl(urlOf(dataSource)) == DatabaseDriver.POSTGRESQL
                ? "select nextval('forthcoming_ids')"
                : "select next value for forthcoming_ids";
    }

    /** An id that nobody else has; gaps are left by whoever does not use his. */
    public synchronized long next() {
        if (next > last) {
            last = database.queryForObject(nextValue, Long.class);
            next = last - BLOCK + 1;
        }
        return next++;
    }

    private static String urlOf(DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            return connection.getMetaData().getURL();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException("The database can't be reached.", e);
        }
    }
}
