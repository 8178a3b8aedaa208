package org.forthcoming.processes;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Counts the statements that the database executes, a batch by its rows. */
class Statements implements BeanPostProcessor, QueryExecutionListener {

    private final List<String> executed = new ArrayList<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source
                ? ProxyDataSourceBuilder.create(source).listener(this).build()
                : bean;
    }

    /** What was executed since it was asked last. */
    synchronized List<String> since() {
        var all = List.copyOf(executed);
        executed.clear();
        return all;
    }

    @Override
    public synchronized void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        var rows = Math.max(1, execution.getBatchSize());
        for (int i = 0; i < rows; i++) {
            queries.forEach(query -> executed.add(query.getQuery()));
        }
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}
}
