package org.forthcoming.processes;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.forthcoming.orders.CustomerRights;
import org.forthcoming.orders.Delay;
import org.forthcoming.orders.DelayRule;
import org.forthcoming.orders.LawProfile;
import org.forthcoming.orders.NoticeRule;
import org.forthcoming.orders.Policies;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

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
                .orElseGet(() -> ask(ModelContract.LAW_PROFILE, Variables.putValue("country", deliveryCountry))
                        .one(LawProfile.class, "lawProfile"));
    }

    @Override
    public DelayRule delay(LawProfile profile, boolean renewed, Integer daysLate, boolean agreedUndated) {
        var row = ask(
                ModelContract.DELAY_POLICY,
                of(profile)
                        .putValue("renewed", renewed)
                        .putValue("agreedUndated", agreedUndated)
                        .putValue("dated", daysLate != null)
                        .putValue("daysLate", daysLate == null ? 0 : daysLate));
        var silence = row.one(Delay.Silence.class, "silence");
        return new DelayRule(silence, silence == Delay.Silence.NOTHING ? 0 : row.whole("days"));
    }

    /** Asked once in a transaction, however many orders that touches: each time costs a statement. */
    @Override
    public NoticeRule notice(LawProfile profile) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return askNotice(profile);
        }
        @SuppressWarnings("unchecked") // bound by this class alone
        var asked = (Map<LawProfile, NoticeRule>) TransactionSynchronizationManager.getResource(this);
        if (asked == null) {
            asked = new EnumMap<>(LawProfile.class);
            TransactionSynchronizationManager.bindResource(this, asked);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(Decisions.this);
                }
            });
        }
        return asked.computeIfAbsent(profile, this::askNotice);
    }

    private NoticeRule askNotice(LawProfile profile) {
        var row = ask(ModelContract.NOTICE_POLICY, of(profile));
        return new NoticeRule(row.whole("daysIfNoneStated"), row.whole("daysBefore"), row.yes("cancelIfUntold"));
    }

    @Override
    public CustomerRights rights(LawProfile profile) {
        var row = ask(ModelContract.CUSTOMER_RIGHTS, of(profile));
        return new CustomerRights(
                row.has("withdrawalDays") ? row.whole("withdrawalDays") : null, row.yes("additionalPeriod"));
    }

    @Override
    public int priority(String channel, String country, BigDecimal total) {
        return ask(
                        ModelContract.ALLOCATION_PRIORITY,
                        Variables.putValue("channel", channel)
                                .putValue("country", country)
                                .putValue("total", total.doubleValue()))
                .whole("priority");
    }

    private static VariableMap of(LawProfile profile) {
        return Variables.putValue("lawProfile", profile.name());
    }

    private Row ask(String table, VariableMap facts) {
        var rows = engine.call(() -> decisions.evaluateDecisionTableByKey(table, facts));
        if (rows.size() != 1) {
            throw new IllegalStateException(
                    "%s: %d rows of this decision table fit %s; exactly one has to. Mend the table, then try again."
                            .formatted(table, rows.size(), facts));
        }
        return new Row(table, facts, rows.getSingleResult().getEntryMap());
    }

    /** The row that fits; what it lacks is told in words that whoever mends the table understands. */
    private record Row(String table, Map<String, Object> facts, Map<String, Object> values) {

        boolean has(String output) {
            return values.get(output) != null;
        }

        int whole(String output) {
            return value(output, Number.class).intValue();
        }

        boolean yes(String output) {
            return value(output, Boolean.class);
        }

        <E extends Enum<E>> E one(Class<E> type, String output) {
            var name = value(output, String.class);
            return Stream.of(type.getEnumConstants())
                    .filter(constant -> constant.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> wrong(output));
        }

        private <T> T value(String output, Class<T> type) {
            return Optional.ofNullable(values.get(output))
                    .filter(type::isInstance)
                    .map(type::cast)
                    .orElseThrow(() -> wrong(output));
        }

        private IllegalStateException wrong(String output) {
            return new IllegalStateException(
                    "%s: %s is no answer to %s of this decision table, for %s. Mend the table, then try again."
                            .formatted(table, values.get(output), output, facts));
        }
    }
}
