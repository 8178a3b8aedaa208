package org.forthcoming.processes;

import java.math.BigDecimal;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.forthcoming.orders.CustomerRights;
import org.forthcoming.orders.Delay;
import org.forthcoming.orders.DelayRule;
import org.forthcoming.orders.LawProfile;
import org.forthcoming.orders.Policies;
import org.springframework.stereotype.Component;

/** Asks the decision tables about orders. */
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
    public DelayRule delay(LawProfile profile, boolean renewed, Integer daysLate, boolean agreedUndated) {
        var rule = engine.call(() -> decisions
                .evaluateDecisionTableByKey(
                        ModelContract.DELAY_POLICY,
                        Variables.putValue("lawProfile", profile.name())
                                .putValue("renewed", renewed)
                                .putValue("agreedUndated", agreedUndated)
                                .putValue("dated", daysLate != null)
                                .putValue("daysLate", daysLate == null ? 0 : daysLate))
                .getSingleResult());
        var days = (Number) rule.get("days");
        return new DelayRule(Delay.Silence.valueOf((String) rule.get("silence")), days == null ? 0 : days.intValue());
    }

    @Override
    public CustomerRights rights(LawProfile profile) {
        var rights = engine.call(() -> decisions
                .evaluateDecisionTableByKey(
                        ModelContract.CUSTOMER_RIGHTS, Variables.putValue("lawProfile", profile.name()))
                .getSingleResult());
        var days = (Number) rights.get("withdrawalDays");
        return new CustomerRights(days == null ? null : days.intValue(), (Boolean) rights.get("additionalPeriod"));
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
