package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.forthcoming.orders.LawProfile;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Policies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The engine is set up as the product needs it. */
class EngineTest extends ProcessTest {

    @Autowired
    ProcessEngineConfigurationImpl configuration;

    @Autowired
    RepositoryService repository;

    @Autowired
    Engine engine;

    @Autowired
    Following following;

    @Autowired
    FilesInForce inForce;

    @Autowired
    RolloutBook rollouts;

    @Autowired
    Policies policies;

    @Autowired
    JdbcTemplate database;

    @Test
    void settings_reach_the_engine() {
        assertThat(configuration.getHistoryLevel().getName()).isEqualTo("activity");
        assertThat(configuration.getHistoryRemovalTimeStrategy()).isEqualTo("start");
        assertThat(configuration.isEnsureJobDueDateNotNull()).isTrue();
        assertThat(configuration.isJobExecutorAcquireByDueDate()).isTrue();
        assertThat(configuration.isEnableExceptionsAfterUnhandledBpmnError()).isTrue();
        assertThat(configuration.getFailedJobRetryTimeCycle()).isEqualTo("PT10S,PT1M,PT5M,PT30M");
        assertThat(configuration.getQueryMaxResultsLimit()).isEqualTo(2000);
        assertThat(configuration.getHistoryCleanupBatchWindowStartTime()).isEqualTo("02:00");
        assertThat(configuration.getDefaultSerializationFormat()).isEqualTo("application/json");
        assertThat(configuration.getDatabaseSchemaUpdate()).isEqualTo("false");
    }

    @Test
    void due_jobs_are_found_by_an_index() {
        assertThat(database.queryForList(
                        "select INDEX_NAME from INFORMATION_SCHEMA.INDEXES where TABLE_NAME = 'ACT_RU_JOB'",
                        String.class))
                .contains("ACT_IDX_JOB_DUEDATE");
    }

    @Test
    void a_restart_with_the_same_models_deploys_nothing_and_a_changed_one_alone_becomes_a_new_version() {
        var before = engine.call(() -> repository.createDeploymentQuery().count());
        assertThat(before)
                .isEqualTo(ModelFiles.onClassPath().keySet().stream()
                        .filter(name -> !name.startsWith(ModelFiles.MAILS))
                        .count());
        new Models(repository, engine, following, inForce, rollouts, transaction);
        assertThat(engine.call(() -> repository.createDeploymentQuery().count()))
                .isEqualTo(before);
    }

    @Test
    void expressions_see_only_the_beans_of_the_contract() {
        assertThat(configuration.getBeans().containsKey("sendMail")).isTrue();
        assertThat(configuration.getBeans().containsKey("facts")).isTrue();
        assertThat(configuration.getBeans().containsKey("dataSource")).isFalse();
        assertThat(configuration.getBeans().containsKey("fulfilling")).isFalse();
    }

    @Test
    void no_row_holds_a_serialized_java_object() {
        var sku = backorder(10, LocalDate.of(2026, 3, 9));
        var order = place(newOrder(List.of(new NewLine(sku, 3, null)), false, true));
        done(fulfilling.cancel(id(order), List.of(), null, "support"));
        complete(order, Map.of("refundedAmount", "60.00", "refundedOn", "2026-03-02"));
        order(sku, 1);
        runJobs();
        assertThat(database.queryForList("select distinct TYPE_ from ACT_RU_VARIABLE", String.class))
                .isSubsetOf("string", "long", "integer", "boolean", "null");
        assertThat(database.queryForObject(
                        "select count(*) from ACT_GE_BYTEARRAY where substr(rawtohex(BYTES_), 1, 4) = 'ACED'",
                        Long.class))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"DE,EU_CRD", "IS,EU_CRD", "GB,UK_CRA", "US,US_FTC", "CH,STRICTEST", "JP,STRICTEST"})
    void the_delivery_country_decides_on_the_law_profile(String country, LawProfile profile) {
        assertThat(policies.lawProfile(country)).isEqualTo(profile);
    }

    @Test
    void everyone_has_the_same_priority_until_an_analyst_says_otherwise() {
        assertThat(policies.priority("web", "US", new BigDecimal("40.00"))).isZero();
        assertThat(policies.priority(null, "DE", BigDecimal.ZERO)).isZero();
    }
}
