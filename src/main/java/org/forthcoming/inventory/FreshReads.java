package org.forthcoming.inventory;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Has H2 read anew what is asked again.
 *
 * <p>H2 keeps the statements of a connection with their last results, and answers with these where it believes that nothing
 * has changed since. But it counts a change before the commit that brings it: who asks before a lock and again after it would
 * read what is old. Nothing but an address can switch the keeping off.
 */
@Component
class FreshReads implements BeanPostProcessor {

    private static final String SETTING = "QUERY_CACHE_SIZE";

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
                && pool.getJdbcUrl() != null
                && pool.getJdbcUrl().startsWith("jdbc:h2:")
                && !pool.getJdbcUrl().contains(SETTING)) {
            pool.setJdbcUrl(pool.getJdbcUrl() + ";" + SETTING + "=0");
        }
        return bean;
    }
}
