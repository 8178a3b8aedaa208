package org.forthcoming.api;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;

/** Counts what the database executes for one thread's doing. */
@TestConfiguration(proxyBeanMethods = false)
class Statements implements BeanPostProcessor {

    private static final ThreadLocal<AtomicInteger> COUNT = new ThreadLocal<>();

    static int of(Supplier<?> doing) {
        var count = new AtomicInteger();
        COUNT.set(count);
        try {
            doing.get();
        } finally {
            COUNT.remove();
        }
        return count.get();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource database
                ? ProxyDataSourceBuilder.create(database)
                        .listener(new QueryExecutionListener() {
                            @Override
                            public void beforeQuery(ExecutionInfo execution, java.util.List<QueryInfo> queries) {}

                            @Override
                            public void afterQuery(ExecutionInfo execution, java.util.List<QueryInfo> queries) {
                                if (COUNT.get() != null) {
                                    COUNT.get().addAndGet(Math.max(1, execution.getBatchSize()));
                                }
                            }
                        })
                        .build()
                : bean;
    }
}
