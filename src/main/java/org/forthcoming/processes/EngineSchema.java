package org.forthcoming.processes;

import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.stereotype.Component;

/** The engine's tables, made by the engine's own scripts: Flyway's lock lets several nodes start on an empty database. */
@Component
class EngineSchema implements JavaMigration {

    private static final List<String> SCRIPTS = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("1.5");
    }

    @Override
    public String getDescription() {
        return "Engine 7.24";
    }

    @Override
    public Integer getChecksum() {
        return null; // the scripts belong to the engine's version, which the description names
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
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
