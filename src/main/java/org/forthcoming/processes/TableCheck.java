package org.forthcoming.processes;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.hitpolicy.DmnHitPolicyException;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.Output;
import org.forthcoming.orders.Delay.Silence;
import org.forthcoming.orders.LawProfile;

/**
 * Asks a decision table whatever it will be asked one day, and says in an analyst's words where it would have no answer, or
 * none that can be used.
 */
class TableCheck {

    /** So many sentences of a kind are enough to find what is wrong with a table. */
    private static final int ENOUGH = 3;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z]\\w*");

    private static final String YES_OR_NO = "true or false";
    private static final String WHOLE = "a whole number, 0 or more";

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    /** The tables that are asked by their name, and what of them is used. */
    private static final Map<String, Contract> CONTRACTS = Map.of(
            ModelContract.LAW_PROFILE,
            new Contract(Map.of("country", List.of("US", "DE", "GB", "CH")))
                    .with("lawProfile", names(LawProfile.values())),
            ModelContract.NOTICE_POLICY,
            new Contract(Map.of("lawProfile", all(LawProfile.values())))
                    .with("daysIfNoneStated", WHOLE)
                    .with("daysBefore", WHOLE)
                    .with("cancelIfUntold", YES_OR_NO),
            ModelContract.DELAY_POLICY,
            new Contract(Map.of(
                            "lawProfile", all(LawProfile.values()),
                            "agreedUndated", List.of(false, true),
                            "renewed", List.of(false, true),
                            "dated", List.of(false, true),
                            "daysLate", List.of(1, 30, 31)))
                    .with("silence", names(Silence.values()))
                    .with("days", WHOLE, (row, days) -> days != null || "NOTHING".equals(row.get("silence"))),
            ModelContract.CUSTOMER_RIGHTS,
            new Contract(Map.of("lawProfile", all(LawProfile.values())))
                    .with("withdrawalDays", WHOLE, (row, days) -> true)
                    .with("additionalPeriod", YES_OR_NO),
            ModelContract.REFUND_POLICY,
            new Contract(Map.of("lawProfile", all(LawProfile.values())))
                    .with("days", WHOLE)
                    .with("workingDays", YES_OR_NO),
            ModelContract.ALLOCATION_PRIORITY,
            new Contract(Map.of(
                            "channel", Arrays.asList("web", null),
                            "country", List.of("US", "DE"),
                            "total", List.of(0.0, 1000.0)))
                    .with("priority", "a whole number"));

    /** What a table is asked, each fact with the values it may have, and what each of its outputs has to be. */
    private static class Contract {

        private final Map<String, List<?>> facts;
        private final Map<String, String> outputs = new LinkedHashMap<>();
        private final Map<String, BiPredicate<Map<String, Object>, Object>> given = new LinkedHashMap<>();

        Contract(Map<String, List<?>> facts) {
            this.facts = facts;
        }

        Contract with(String output, String kind) {
            return with(output, kind, (row, value) -> value != null);
        }

        /** An output that may be empty, depending on the rest of its row. */
        Contract with(String output, String kind, BiPredicate<Map<String, Object>, Object> isGiven) {
            outputs.put(output, kind);
            given.put(output, isGiven);
            return this;
        }

        /** Every combination of the facts. */
        List<Map<String, Object>> questions() {
            var questions = Stream.of(Map.<String, Object>of());
            for (var fact :
                    facts.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
                questions = questions.flatMap(
                        question -> fact.getValue().stream().map(value -> and(question, fact.getKey(), value)));
            }
            return questions.toList();
        }

        private static Map<String, Object> and(Map<String, Object> question, String fact, Object value) {
            var more = new LinkedHashMap<>(question);
            more.put(fact, value);
            return more;
        }

        boolean allows(String output, Map<String, Object> row) {
            var value = row.get(output);
            if (!given.get(output).test(row, value)) {
                return false;
            }
            return switch (outputs.get(output)) {
                case WHOLE -> value == null || isWhole(value) && ((Number) value).doubleValue() >= 0;
                case "a whole number" -> isWhole(value);
                case YES_OR_NO -> value instanceof Boolean;
                default -> List.of(outputs.get(output).split(", ")).contains(String.valueOf(value));
            };
        }

        private static boolean isWhole(Object value) {
            return value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue());
        }
    }

    /** What was found in tables before, by their text: the same table is asked the same only once. */
    private static final Map<String, List<String>> KNOWN = new ConcurrentHashMap<>();

    private final String name;
    private final DmnModelInstance table;
    private final List<String> faults = new ArrayList<>();

    TableCheck(String name, DmnModelInstance table) {
        this.name = name;
        this.table = table;
    }

    /** What has to be mended, a sentence each; empty for tables that only diagrams ask. */
    List<String> faults() {
        var contract = CONTRACTS.get(name);
        return contract == null
                ? List.of()
                : KNOWN.computeIfAbsent(name + Dmn.convertToString(table), text -> faults(contract));
    }

    private List<String> faults(Contract contract) {
        columns(contract);
        if (faults.isEmpty()) {
            rows(contract);
        }
        return faults;
    }

    private void columns(Contract contract) {
        var outputs = table.getModelElementsByType(Output.class).stream()
                .map(Output::getName)
                .toList();
        for (var output : contract.outputs.keySet()) {
            if (!outputs.contains(output)) {
                fault("the output %s is missing".formatted(output));
            }
        }
        for (var input : table.getModelElementsByType(InputExpression.class)) {
            var text = input.getText() == null
                    ? ""
                    : input.getText().getTextContent().strip();
            if (NAME.matcher(text).matches() && !contract.facts.containsKey(text)) {
                fault("the input %s is unknown; known are %s"
                        .formatted(
                                text, contract.facts.keySet().stream().sorted().collect(joining(", "))));
            }
        }
    }

    private void rows(Contract contract) {
        try {
            var decision = ENGINE.parseDecision(name, table);
            for (var question : contract.questions()) {
                if (faults.size() < ENOUGH) {
                    answer(contract, decision, question);
                }
            }
        } catch (RuntimeException e) {
            fault("it can't be asked: %s".formatted(e.getMessage()));
        }
    }

    private void answer(Contract contract, DmnDecision decision, Map<String, Object> question) {
        try {
            var rows = ENGINE.evaluateDecisionTable(decision, question);
            if (rows.size() != 1) {
                fault("%s fits %s".formatted(rows.isEmpty() ? "no row" : "more than one row", words(question)));
                return;
            }
            var row = rows.getSingleResult().getEntryMap();
            for (var output : contract.outputs.entrySet()) {
                if (!contract.allows(output.getKey(), row)) {
                    fault("for %s the output %s is %s; it has to be %s"
                            .formatted(
                                    words(question),
                                    output.getKey(),
                                    row.get(output.getKey()) == null ? "empty" : row.get(output.getKey()),
                                    output.getValue()));
                }
            }
        } catch (DmnHitPolicyException e) {
            fault("more than one row fits %s".formatted(words(question)));
        }
    }

    private static String words(Map<String, Object> question) {
        return question.entrySet().stream()
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .collect(joining(", "));
    }

    private void fault(String what) {
        faults.add("%s: %s.".formatted(name, what));
    }

    private static List<String> all(Enum<?>... values) {
        return Stream.of(values).map(Enum::name).toList();
    }

    private static String names(Enum<?>... values) {
        return String.join(", ", all(values));
    }
}
