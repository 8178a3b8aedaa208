package org.forthcoming.processes;

import java.math.BigDecimal;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.forthcoming.orders.LawProfile;
import org.forthcoming.orders.Policies;
import org.springframework.stereotype.Component;

/** Asks the decision tables about a new order. */
@Component
class Decisions implements Policies {

    private final DecisionService decisions;
    private final Engine engine;
    private final LawSettings settings;

    Decisions(DecisionService decisions, Engine engine, LawSettings settings) {
        this.decisions = decisions;
        this.engine = engine;
        this.settings = settings;
    }

    @Override
    public LawProfile lawProfile(String deliveryCountry) {
        return settings.forAll()
                .orElseGet(() -> LawProfile.valueOf(
                        ask(ModelContract.LAW_PROFILE, Variables.putValue("country", deliveryCountry))));
    }

    @Override
    public int priority(String channel, String country, BigDecimal total) {
        Number priority = ask(
                ModelContract.ALLOCATION_PRIORITY,
                Variables.putValue("channel", channel)
                        .putValue("country", country)
                        .putValue("total", total.doubleValue()));
        return priority.intValue();
    }

    private <T> T ask(String table, VariableMap facts) {
        return engine.call(
                () -> decisions.evaluateDecisionTableByKey(table, facts).getSingleEntry());
    }
}
