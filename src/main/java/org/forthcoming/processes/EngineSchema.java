package org.forthcoming.processes;

import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.stereotype.Component;

/** The engine's tables, made by the engine's own scripts: Flyway's lock lets several nodes start on an empty database. */
@Component
class EngineSchema extends BaseJavaMigration {

    private static final List<String> SCRIPTS = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("1000");
    }

    @Override
    public String getDescription() {
        return "Engine 7.24";
    }

    @Override
    public void migrate(Context context) throws Exception {
        var product = context.getConnection().getMetaData().getDatabaseProductName();
        var vendor = product.equals("PostgreSQL") ? "postgres" : "h2";
        for (var script : SCRIPTS) {
            ScriptUtils.executeSqlScript(
                    context.getConnection(),
                    new ClassPathResource(
                            "org/camunda/bpm/engine/db/create/activiti." + vendor + ".create." + script + ".sql"));
        }
        // Without it, every look for due jobs goes through the timers of all orders that wait.
        ScriptUtils.executeSqlScript(context.getConnection(), new ClassPathResource("db/engine/jobs_by_due_date.sql"));
    }
}
