package org.forthcoming.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.forthcoming.communication.Notice.CANCELED;
import static org.forthcoming.communication.Notice.DELAYED;
import static org.forthcoming.communication.Notice.ORDER_CONFIRMED;
import static org.forthcoming.communication.Notice.REFUNDED;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.forthcoming.orders.Fulfilling.Decision;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Diagrams change while orders wait. What began in any version that was ever released runs to its end on today's code; what
 * waits when a change is rolled out follows into the changed diagram, from wherever it waits.
 */
class KeptModelsTest extends WaitingTest {

    private static final Path KEPT = Path.of("src/test/resources/models");

    private static final SortedMap<String, byte[]> TODAYS = ModelFiles.onClassPath();

    private static final String FORM = """
            {"type": "default", "id": "LookAtOrder", "components": [
              {"type": "textfield", "id": "LookAtOrder_decision", "key": "decision", "label": "What of it?"}
            ]}""";

    private static Rollout rollout;
    private static SortedMap<String, byte[]> changed;

    @Autowired
    Models models;

    @Autowired
    Moves moves;

    @Autowired
    RepositoryService repository;

    /** In force as the latest, and not today's. */
    private final SortedMap<String, byte[]> others = new TreeMap<>();

    @BeforeAll
    static void a_change_is_prepared_by_which_support_looks_at_an_order_after_each_of_its_waits(
            @Autowired Rollouts rollouts) {
        changed = new TreeMap<>(Map.of("LookAtOrder.form", FORM.getBytes(UTF_8)));
        waits().forEach(wait -> {
            var file = wait.process() + ".bpmn";
            changed.put(file, lookedAtAfter(wait.element(), changed.getOrDefault(file, TODAYS.get(file))));
        });
        var prepared = rollouts.prepare("Look at it", null, changed, "ada");
        assertThat(prepared.refused()).isEmpty();
        rollout = prepared.rollout();
    }

    @AfterAll
    static void it_is_forgotten(@Autowired Rollouts rollouts) {
        assertThat(rollouts.withdraw(rollout.id(), "ada").refused()).isEmpty();
    }

    @AfterEach
    void what_the_product_brings_is_in_force_again() {
        bringInTodays();
    }

    // Every version that was ever released ---------------------------------------------------------------------------

    static Stream<Path> keptVersions() {
        return Stream.of(KEPT.toFile().listFiles()).map(File::toPath).sorted(comparing(KeptModelsTest::number));
    }

    private static Path newest() {
        return keptVersions().reduce((older, newer) -> newer).orElseThrow();
    }

    /** Of v12 it is 12. */
    private static int number(Path version) {
        return Integer.parseInt(version.getFileName().toString().substring(1));
    }

    static Stream<Arguments> keptWaits() {
        return keptVersions().flatMap(version -> waitsIn(ModelFiles.in(version)).map(wait -> arguments(version, wait)));
    }

    /**
     * Each way that an order can go leads over one of them: shipped, released, delayed, canceled, late, with a question, a
     * withdrawal, a bad rating or a wrong address.
     */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("keptWaits")
    void what_waits_anywhere_in_a_released_version_runs_to_its_end_on_todays_code(Path version, Wait wait) {
        bringIn(ModelFiles.in(version));
        park(wait);
        bringInTodays();
        toTheEnd();
        assertThat(mailsOf(order)).containsAll(told(wait));
    }

    @ParameterizedTest
    @MethodSource("keptVersions")
    void who_does_not_want_to_wait_in_a_released_version_gets_the_money_back_on_todays_code(Path version) {
        bringIn(ModelFiles.in(version));
        park(new Wait(ModelContract.DELAY_NOTICE, "Gateway_Answer"));
        bringInTodays();
        done(fulfilling.decide(id(order), Decision.CANCEL, "customer"));
        toTheEnd();
        assertThat(mailsOf(order)).containsExactly(ORDER_CONFIRMED, DELAYED, CANCELED, REFUNDED);
    }

    /** As an older build did: whatever the engine has already, these become its latest versions where they differ. */
    private void bringIn(SortedMap<String, byte[]> files) {
        files.forEach((name, content) -> {
            if (!Arrays.equals(content, TODAYS.get(name))) {
                others.put(name, content);
            }
        });
        models.deploy(others);
    }

    private void bringInTodays() {
        var todays = new TreeMap<>(TODAYS);
        todays.keySet().retainAll(others.keySet());
        models.deploy(todays);
        others.clear();
    }

    // Which versions are kept ----------------------------------------------------------------------------------------

    @Test
    void a_version_that_is_released_is_kept() throws Exception {
        var version = Pattern.compile("<artifactId>forthcoming</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(whatToKeep(version.group(1), TODAYS)).isEmpty();
    }

    @Test
    void diagrams_may_change_between_releases_and_a_release_with_changed_ones_is_told_to_keep_them() {
        var changed = newestWith("Backorder.bpmn", ">R/P14D<", ">R/P7D<");
        assertThat(whatToKeep("0.2.0-SNAPSHOT", changed)).isEmpty();
        assertThat(whatToKeep("0.2.0", changed))
                .hasValueSatisfying(what -> assertThat(what)
                        .startsWith("Keep the version that is released: copy bpmn/ to src/test/resources/models/v%d;"
                                .formatted(number(newest()) + 1))
                        .endsWith("differ: Backorder.bpmn"));
        assertThat(whatToKeep("0.2.0", newestWith("Backorder.bpmn", "One mail per order", "A mail per order")))
                .as("only explained otherwise")
                .isEmpty();
        var without = new TreeMap<>(ModelFiles.in(newest()));
        without.remove("Refund.bpmn");
        assertThat(whatToKeep("0.2.0", without)).isPresent();
    }

    /** What whoever releases this version with these files has to do first. */
    private static Optional<String> whatToKeep(String version, SortedMap<String, byte[]> files) {
        var differing = different(ModelFiles.in(newest()), files);
        return version.endsWith("-SNAPSHOT") || differing.isEmpty()
                ? Optional.empty()
                : Optional.of("Keep the version that is released: copy bpmn/ to %s/v%d; from %s differ: %s"
                        .formatted(KEPT, number(newest()) + 1, newest().getFileName(), String.join(", ", differing)));
    }

    /** The diagrams in which the same process would run otherwise; tables, forms and mails are always today's. */
    private static List<String> different(SortedMap<String, byte[]> some, SortedMap<String, byte[]> others) {
        var names = new TreeSet<>(some.keySet());
        names.addAll(others.keySet());
        return names.stream()
                .filter(name -> name.endsWith(".bpmn"))
                .filter(name -> !unexplained(some.get(name)).equals(unexplained(others.get(name))))
                .toList();
    }

    private static String unexplained(byte[] diagram) {
        return diagram == null
                ? "none"
                : new String(diagram, UTF_8).replaceAll("(?s)\\s*<bpmn:documentation>.*?</bpmn:documentation>", "");
    }

    private static SortedMap<String, byte[]> newestWith(String file, String right, String other) {
        var all = ModelFiles.in(newest());
        var text = new String(all.get(file), UTF_8);
        assertThat(text).contains(right);
        all.put(file, text.replace(right, other).getBytes(UTF_8));
        return all;
    }

    // Waiting orders follow ------------------------------------------------------------------------------------------

    static Stream<Wait> waits() {
        return waitsIn(TODAYS);
    }

    @ParameterizedTest
    @MethodSource("waits")
    void an_order_follows_a_changed_diagram_from_wherever_it_waits_and_runs_to_its_end(Wait wait) {
        park(wait);
        var before = versionAt(wait);
        var file = wait.process() + ".bpmn";
        others.put(file, changed.get(file));
        others.put("LookAtOrder.form", changed.get("LookAtOrder.form"));
        transaction.executeWithoutResult(status -> moves.begin(rollout, models.deploy(others), "ada", false));
        runJobs();
        assertThat(versionAt(wait)).as("the version in which it waits").isGreaterThan(before);
        assertThat(moves.of(rollout.id())).isNotEmpty().allSatisfy(move -> {
            assertThat(move.failures()).isEmpty();
            assertThat(move.leftBehind()).isZero();
            assertThat(move.goesOn()).isFalse();
        });

        toTheEnd();
        assertThat(done).as("what the changed diagram asks for next").containsAnyElementsOf(looksAfter(wait));
        assertThat(mailsOf(order)).containsAll(told(wait));
    }

    private int versionAt(Wait wait) {
        var instance = waitingAt(wait).get(0);
        return repository
                .getProcessDefinition(instance.getProcessDefinitionId())
                .getVersion();
    }

    private static List<String> looksAfter(Wait wait) {
        var looks = new ArrayList<String>();
        ends(wait.element(), TODAYS.get(wait.process() + ".bpmn")).forEach(node -> looks.add(lookAfter(node)));
        return looks;
    }

    /** Right after it has waited there, and before anything else happens, support looks at the order. */
    private static byte[] lookedAtAfter(String element, byte[] diagram) {
        var edit = new DiagramEdit(diagram);
        for (var node : ends(element, diagram)) {
            var way = node.getOutgoing().iterator().next();
            var look = lookAfter(node);
            edit.without(way.getId())
                    .add(node.getParentElement().getAttributeValue("id"), """
                            <bpmn:userTask id="%s" name="Look at order" camunda:formRef="LookAtOrder" camunda:formRefBinding="latest" camunda:candidateGroups="support" camunda:dueDate="${dueDates.inWorkingDays(1)}" camunda:priority="50" />""".formatted(look), 0, 0, 100, 80)
                    .flow("Flow_To_" + look, null, null, node.getId(), look, 0, 0, 9, 9)
                    .flow("Flow_From_" + look, null, null, look, way.getTarget().getId(), 0, 0, 9, 9);
        }
        return edit.done();
    }

    private static String lookAfter(FlowNode node) {
        return "Task_LookAtOrderAfter" + node.getId().replaceFirst("^[^_]+_", "");
    }

    /** What ends a wait: the element itself, or each of the events for which it waits. */
    private static List<FlowNode> ends(String element, byte[] diagram) {
        FlowNode wait = Following.model(diagram).getModelElementById(element);
        return wait instanceof EventBasedGateway ? wait.getSucceedingNodes().list() : List.of(wait);
    }
}
