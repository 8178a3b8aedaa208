package org.forthcoming.inventory;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.forthcoming.Postgres;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A PostgreSQL database for these tests alone, with connections for the races. */
@TestConfiguration(proxyBeanMethods = false)
class PostgresDatabase {

    @Bean
    DataSource dataSource() {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(Postgres.freshDatabase());
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(20);
        return pool;
    }
}
