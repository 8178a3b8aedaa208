package org.forthcoming.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.forthcoming.communication.Notice.STILL_WAITING;

import java.net.URLEncoder;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.forthcoming.communication.Notice;
import org.forthcoming.orders.FulfillmentStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.http.client.ClientHttpRequestFactorySettings.Redirects;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Diagrams change while orders wait, and whoever can follows; who waits where: {@link KeptModelsTest}. */
class RolloutTest extends ProcessTest {

    private static final LocalDate ARRIVAL = LocalDate.of(2026, 3, 9);
    private static final Notice REMINDER = Notice.named("REMINDER");

    @Autowired
    Rollouts rollouts;

    @Autowired
    RolloutBook book;

    @Autowired
    Moves moves;

    @Autowired
    Deployed deployed;

    @Autowired
    Following following;

    @Autowired
    FilesInForce inForce;

    @Autowired
    RepositoryService repository;

    @Autowired
    Engine engine;

    @Autowired
    TestRestTemplate http;

    @AfterEach
    void what_the_product_brings_is_in_force_again() {
        for (var left = last(); left.isPresent(); left = last()) {
            assertThat(rollouts.rollBack(left.get().id(), "analyst", false).done())
                    .isTrue();
        }
    }

    private Optional<Rollout> last() {
        return rollouts.latest().stream()
                .filter(one -> one.state() == Rollout.State.IN_FORCE)
                .filter(rollouts::isLast)
                .findFirst();
    }

    // Waiting orders follow ---------------------------------------------------------------------------------------

    @Test
    void who_waits_is_reminded_by_a_mail_that_the_shop_has_added_and_not_any_more_after_the_way_back() {
        var order = order(backorder(10, LocalDate.of(2026, 8, 3)), 1);
        var later = order(backorder(10, LocalDate.of(2026, 8, 3)), 1);
        var rollout = rolledOut("Remind them", Map.of(), "Backorder");
        runJobs();
        timeGoesTo(MONDAY.plusDays(31));
        assertThat(mailsOf(order)).containsOnlyOnce(REMINDER).contains(STILL_WAITING);
        assertThat(mail(order, REMINDER)).contains("Patience, Ada Byron");

        assertThat(rollouts.rollBack(rollout.id(), "analyst", true).done()).isTrue();
        runJobs();
        timeGoesTo(MONDAY.plusDays(100));
        assertThat(mailsOf(order)).containsOnlyOnce(REMINDER);
        assertThat(mailsOf(later)).containsOnlyOnce(REMINDER);
        assertThat(rollouts.filesInForce()).doesNotContainKey("mails/REMINDER.en.html");
        assertThat(moves.of(rollout.id())).anySatisfy(move -> {
            assertThat(move.back()).isTrue();
            assertThat(move.done()).isGreaterThanOrEqualTo(2);
        });
    }

    @Test
    void who_stays_in_a_version_that_was_rolled_back_still_gets_its_mails() {
        var rollout = rolledOut("Remind them", Map.of(), "Backorder");
        var order = order(backorder(10, LocalDate.of(2026, 8, 3)), 1);
        rollouts.rollBack(rollout.id(), "analyst", false);
        timeGoesTo(MONDAY.plusDays(31));
        assertThat(mailsOf(order)).contains(REMINDER);
    }

    @Test
    void who_waits_at_an_element_that_the_change_takes_away_stays_and_is_told_of_before() {
        var order = order(backorder(10, ARRIVAL), 1);
        runJobs();
        var changed = change("Backorder.bpmn", "Task_WaitForStock", "Task_WaitForGoods");
        var diagram = changed.get("Backorder.bpmn");
        var version = following.into("Backorder", diagram).stream()
                .filter(one -> one.latest())
                .findFirst()
                .orElseThrow();
        assertThat(version.waiting()).anySatisfy(waiting -> {
            assertThat(waiting.label()).isEqualTo("Wait for stock");
            assertThat(waiting.orders()).isEqualTo(1);
            assertThat(waiting.why()).isEqualTo("the changed diagram has no such element any more");
        });

        var before = versionOf(order);
        var rollout = approved(rollouts.prepare("Rename the waiting", null, changed, "ada"), true);
        runJobs();
        assertThat(versionOf(order)).isEqualTo(before);
        assertThat(moves.of(rollout.id()))
                .anySatisfy(move -> assertThat(move.leftBehind()).isEqualTo(1));
        receiveAll(order);
        toTheEnd(order);
    }

    @Test
    void orders_that_do_not_follow_run_to_their_end_as_they_began() {
        var order = order(backorder(10, ARRIVAL), 1);
        var before = versionOf(order);
        approved(rollouts.prepare("Every week", null, weekly(), "ada"), false);
        assertThat(versionOf(order)).isEqualTo(before);
        timeGoesTo(MONDAY.plusDays(3));
        receiveAll(order);
        toTheEnd(order);
    }

    @Test
    void who_did_not_follow_at_first_does_later_by_a_button_until_another_change_is_in_force() {
        var order = order(backorder(10, ARRIVAL), 1);
        var before = versionOf(order);
        var rollout = approved(rollouts.prepare("Every week", null, weekly(), "ada"), false);
        assertThat(get("analyst", "/operations/models/rollouts/" + rollout.id()))
                .contains("Let those follow that can");
        post("analyst", "rollouts/" + rollout.id() + "/moves", "");
        runJobs();
        assertThat(versionOf(order)).isGreaterThan(before);

        approved(
                rollouts.prepare(
                        "And back", null, change("Backorder.bpmn", "Wait for stock", "Wait for the goods"), "ada"),
                false);
        assertThat(rollouts.letFollow(rollout.id(), "ada").refused())
                .containsExactly("Another change was put in force after it; orders follow into that one.");
    }

    // Nothing is lost, nothing happens by itself ------------------------------------------------------------------

    @Test
    void a_restart_keeps_what_the_shop_has_changed() {
        // The engine looks for the latest by its time, and the product's were deployed when this test really began.
        clock.moveTo(calendar.startOf(LocalDate.of(2100, 1, 1)));
        approved(rollouts.prepare("Every week", null, weekly(), "ada"), false);
        var version = deployed.process("Backorder").orElseThrow().latest();
        new Models(repository, engine, following, inForce, book, transaction);
        assertThat(deployed.process("Backorder").orElseThrow().latest()).isEqualTo(version);
        assertThat(new String(rollouts.filesInForce().get("Backorder.bpmn"), UTF_8))
                .contains("R/P7D");
    }

    @Test
    void a_new_version_in_the_product_does_not_undo_the_shops_change_and_can_be_taken() {
        approved(rollouts.prepare("Every week", null, weekly(), "ada"), false);
        assertThat(rollouts.newerInProduct()).isEmpty();
        database.update("update rollout_file set product_digest = 'of an older product' where name = 'Backorder.bpmn'");
        assertThat(rollouts.newerInProduct()).containsExactly("Backorder.bpmn");

        approved(rollouts.prepareProducts("Backorder.bpmn", "ada"), false);
        assertThat(rollouts.newerInProduct()).isEmpty();
        assertThat(new String(rollouts.filesInForce().get("Backorder.bpmn"), UTF_8))
                .contains("R/P14D");
    }

    @Test
    void a_refused_change_is_not_stored_and_deploys_nothing() {
        var stored = rollouts.latest().size();
        var deployments = repository.createDeploymentQuery().count();
        var refused = rollouts.prepare(
                "Break it", null, change("Backorder.bpmn", "${recordShipment}", "${recordShipmnt}"), "ada");
        assertThat(refused.refused()).contains("Backorder, “Record shipment”: step recordShipmnt is unknown.");
        assertThat(refused.rollout()).isNull();
        assertThat(rollouts.latest()).hasSize(stored);
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(deployments);
    }

    @Test
    void what_does_not_differ_and_what_has_no_name_of_a_model_is_refused() {
        assertThat(rollouts.prepare(
                                "Same",
                                null,
                                Map.of("Backorder.bpmn", rollouts.filesInForce().get("Backorder.bpmn")),
                                "ada")
                        .refused())
                .containsExactly("Nothing differs from what is in force.");
        assertThat(rollouts.prepare("Other", null, Map.of("../../etc/passwd", new byte[] {1}), "ada")
                        .refused())
                .singleElement()
                .asString()
                .startsWith("../../etc/passwd: a file is named like Backorder.bpmn,");
        assertThat(rollouts.prepare("Large", null, Map.of("Backorder.bpmn", new byte[800_000]), "ada")
                        .refused())
                .containsExactly("The files are larger than 700 kB together; bring fewer at once.");
    }

    @Test
    void what_can_not_be_read_or_printed_is_refused_in_words() {
        var deep = "(".repeat(20_000) + "0" + ")".repeat(20_000);
        assertThat(rollouts.prepare("Deep", null, change("AllocationPriority.dmn", ">0<", ">" + deep + "<"), "ada")
                        .refused())
                .containsExactly("Something in these files is nested so deeply that it can't be read.");
        assertThat(rollouts.prepare("NUL", null, change("mails/SHIPPED.en.html", "<h1>", "<h1>\0"), "ada")
                        .refused())
                .containsExactly("SHIPPED.en.html: it has characters in it that can't be printed.");
        assertThat(rollouts.prepare("Every\0 week", "\0", weekly(), "ada").rollout())
                .satisfies(stored -> {
                    assertThat(stored.name()).isEqualTo("Every week");
                    assertThat(stored.remark()).isEmpty();
                });
    }

    @Test
    void a_change_needs_a_second_pair_of_eyes_unless_an_administrator_looks() {
        var prepared = rollouts.prepare("Every week", null, weekly(), "ada").rollout();
        assertThat(rollouts.putInForce(prepared.id(), "ada", false, false).refused())
                .containsExactly("Somebody else than who prepared it has to put it in force.");
        assertThat(rollouts.find(prepared.id()).orElseThrow().state()).isEqualTo(Rollout.State.PREPARED);
        assertThat(rollouts.putInForce(prepared.id(), "grace", false, false).done())
                .isTrue();
        assertThat(rollouts.putInForce(prepared.id(), "demo", true, false).refused())
                .containsExactly("It is not waiting for approval any more.");
        var kept = rollouts.find(prepared.id()).orElseThrow();
        assertThat(kept.preparedBy()).isEqualTo("ada");
        assertThat(kept.approvedBy()).contains("grace");
        assertThat(kept.inForceAt()).isPresent();
    }

    @Test
    void of_two_changes_the_later_goes_back_first() {
        var first = approved(rollouts.prepare("Every week", null, weekly(), "ada"), false);
        approved(rollouts.prepare("Quicker", null, change("Backorder.bpmn", ">P10D<", ">P5D<"), "ada"), false);
        assertThat(rollouts.rollBack(first.id(), "ada", false).refused())
                .containsExactly("Another change was put in force after it; roll that back first.");
    }

    @Test
    void two_changes_of_different_files_prepared_at_once_are_both_in_force() {
        var one = rollouts.prepare("Every week", null, weekly(), "ada");
        var other = rollouts.prepare("Another priority", null, change("AllocationPriority.dmn", ">0<", ">5<"), "ada");
        approved(one, false);
        approved(other, false);
        assertThat(new String(rollouts.filesInForce().get("Backorder.bpmn"), UTF_8))
                .contains("R/P7D");
        assertThat(new String(rollouts.filesInForce().get("AllocationPriority.dmn"), UTF_8))
                .contains(">5<");
    }

    // On the page -------------------------------------------------------------------------------------------------

    @Test
    void on_the_page_a_change_is_refused_prepared_approved_by_another_and_rolled_back() {
        var stored = rollouts.latest().size();
        assertThat(upload("analyst", change("Backorder.bpmn", "${recordShipment}", "${recordShipmnt}")))
                .contains("Nothing was changed, because:", "step recordShipmnt is unknown.");
        assertThat(post("analyst", "rollouts", "name=x&files=nonsense")).contains("The files could not be read;");
        assertThat(post("analyst", "rollouts", "name=x&files=null")).contains("The files could not be read;");
        assertThat(post("analyst", "rollouts", "name=x&files=" + URLEncoder.encode("""
                [{"name": "one/A.bpmn", "content": "eA"}, {"name": "other/A.bpmn", "content": "eQ"}]""", UTF_8)))
                .contains("There are two files of one name among them;");
        assertThat(rollouts.latest()).hasSize(stored);

        assertThat(upload("analyst", weekly())).contains("“Every 14 days”: its time is R/P7D, was R/P14D.");
        var id = rollouts.latest().get(0).id();
        assertThat(post("analyst", "rollouts/" + id + "/approval", "move=true"))
                .contains("Somebody else than who prepared it has to put it in force");
        assertThat(rollouts.find(id).orElseThrow().state()).isEqualTo(Rollout.State.PREPARED);
        post("demo", "rollouts/" + id + "/approval", "move=true");
        assertThat(get("warehouse", "/operations/models/rollouts/" + id))
                .contains("In force", "Put in force by")
                .doesNotContain(">Roll back</button>");
        assertThat(get("warehouse", "/operations/models"))
                .contains("Backorder.bpmn")
                .doesNotContain("Check and prepare");
        assertThat(get("warehouse", "/operations/models/file?name=Backorder.bpmn"))
                .contains("R/P7D");
        post("analyst", "rollouts/" + id + "/rollback", "move=true");
        assertThat(get("analyst", "/operations/models/rollouts/" + id)).contains("Rolled back by");
        assertThat(get("analyst", "/operations/models/file?name=Backorder.bpmn"))
                .contains("R/P14D");
    }

    private String upload(String user, Map<String, byte[]> files) {
        var list = files.entrySet().stream()
                .map(file -> "{\"name\":\"%s\",\"content\":\"%s\"}"
                        .formatted(file.getKey(), Base64.getUrlEncoder().encodeToString(file.getValue())))
                .collect(java.util.stream.Collectors.joining(",", "[", "]"));
        return post(user, "rollouts", "name=Every+week&files=" + URLEncoder.encode(list, UTF_8));
    }

    private String post(String user, String path, String form) {
        // Followed by ourselves: a client that follows leaves the password out.
        var answer = http.withRedirects(Redirects.DONT_FOLLOW)
                .withBasicAuth(user, user)
                .postForEntity(
                        "/operations/models/" + path,
                        new HttpEntity<>(form, form(MediaType.APPLICATION_FORM_URLENCODED)),
                        String.class);
        return answer.getHeaders().getLocation() == null
                ? answer.getBody()
                : get(user, answer.getHeaders().getLocation().getPath());
    }

    private static HttpHeaders form(MediaType type) {
        var headers = new HttpHeaders();
        headers.setContentType(type);
        return headers;
    }

    private String get(String user, String address) {
        return http.withBasicAuth(user, user).getForObject(address, String.class);
    }

    // What differs, in words --------------------------------------------------------------------------------------

    @Test
    void what_differs_is_told_in_words() {
        assertThat(words(weekly())).containsExactly("“Every 14 days”: its time is R/P7D, was R/P14D.");
        assertThat(words(change("Backorder.bpmn", "name=\"Every 14 days\"", "name=\"Every other week\"")))
                .as("not once more of the flow that begins there")
                .containsExactly("“Every 14 days”: its label is Every other week, was Every 14 days.");
        assertThat(words(reminding("Backorder")))
                .contains(
                        "Added: start event “Every 30 days” (time R/P30D).",
                        "Added: send task “Remind customer” (notice REMINDER).",
                        "Added: the flow from “Every 30 days” to “Remind customer”.");
        assertThat(words(change("AllocationPriority.dmn", ">0<", ">5<")))
                .singleElement()
                .asString()
                .matches("Row 1: “.*” is 5, was 0\\.");
        assertThat(words(change("PackAndShip.form", "\"label\": \"Carrier\"", "\"label\": \"Who carries it\"")))
                .containsExactly("The field “Carrier”: label is Who carries it, was Carrier.");
        var mail = ModelDiff.between(
                rollouts.filesInForce(), with(change("mails/SHIPPED.en.html", "<h1>", "<h1>Hooray! ")));
        assertThat(mail.get(0).lines())
                .extracting(line -> line.how() == null ? "same" : line.how().name())
                .contains("ADDED", "REMOVED", "same");
        assertThat(mail).hasSize(1);
    }

    private List<String> words(Map<String, byte[]> changed) {
        return ModelDiff.between(rollouts.filesInForce(), with(changed)).stream()
                .flatMap(change -> change.words().stream())
                .toList();
    }

    private SortedMap<String, byte[]> with(Map<String, byte[]> changed) {
        var all = new TreeMap<>(rollouts.filesInForce());
        all.putAll(changed);
        return all;
    }

    // The driver --------------------------------------------------------------------------------------------------

    private Rollout rolledOut(String name, Map<String, byte[]> more, String... processes) {
        var files = new TreeMap<>(more);
        for (var process : processes) {
            files.putAll(reminding(process));
        }
        return approved(rollouts.prepare(name, null, files, "ada"), true);
    }

    private Rollout approved(Rollouts.Outcome prepared, boolean move) {
        assertThat(prepared.refused()).isEmpty();
        var outcome = rollouts.putInForce(prepared.rollout().id(), "grace", false, move);
        assertThat(outcome.refused()).isEmpty();
        return outcome.rollout();
    }

    private SortedMap<String, byte[]> weekly() {
        return change("Backorder.bpmn", ">R/P14D<", ">R/P7D<");
    }

    private SortedMap<String, byte[]> change(String file, String right, String other) {
        var text = new String(rollouts.filesInForce().get(file), UTF_8);
        assertThat(text).contains(right);
        return new TreeMap<>(Map.of(file, text.replace(right, other).getBytes(UTF_8)));
    }

    /** A diagram that also reminds after 30 days, by a mail of the shop's own. */
    private SortedMap<String, byte[]> reminding(String process) {
        var text = new String(rollouts.filesInForce().get(process + ".bpmn"), UTF_8);
        var from = text.indexOf("<bpmn:subProcess id=\"SubProcess_StillWaiting\"");
        var to = text.indexOf("</bpmn:subProcess>", from) + "</bpmn:subProcess>".length();
        var reminds = renamed(text.substring(from, to))
                .replace("STILL_WAITING", "REMINDER")
                .replace("R/P14D", "R/P30D")
                .replace("Every 14 days", "Every 30 days")
                .replace("Tell customer it still waits", "Remind customer");
        var picture = new StringBuilder();
        var shapes = java.util.regex.Pattern.compile(
                        "<bpmndi:BPMN(Shape|Edge) [^>]*bpmnElement=\"[^\"]*(StillWaiting|CustomerUpdated)[^\"]*\".*?</bpmndi:BPMN\\1>",
                        java.util.regex.Pattern.DOTALL)
                .matcher(text);
        while (shapes.find()) {
            picture.append(renamed(shapes.group()));
        }
        var all = text.substring(0, to) + reminds + text.substring(to);
        var mail = new String(rollouts.filesInForce().get("mails/STILL_WAITING.en.html"), UTF_8)
                .replace(
                        "<h1>Where your order stands</h1>",
                        "<h1 th:text=\"|Patience, ${customer.name}|\">Patience</h1>");
        return new TreeMap<>(Map.of(
                process + ".bpmn",
                all.replace("</bpmndi:BPMNPlane>", picture + "</bpmndi:BPMNPlane>")
                        .getBytes(UTF_8),
                "mails/REMINDER.en.html",
                mail.getBytes(UTF_8)));
    }

    private static String renamed(String text) {
        return text.replace("StillWaiting", "Remind").replace("CustomerUpdated", "CustomerReminded");
    }

    /** Whatever is on its way for this order arrives. */
    private void receiveAll(String order) {
        var sku = read(order, parts -> parts.get(0).lines().get(0).sku());
        database.queryForList("select id from supply where sku = ?", Long.class, sku)
                .forEach(id -> done(receiving.receive(id, 10, null)));
        runJobs();
    }

    private int versionOf(String order) {
        var instance = of(order).processInstanceId().orElseThrow();
        var definition = runtime.createProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult()
                .getProcessDefinitionId();
        return repository.getProcessDefinition(definition).getVersion();
    }

    /** From wherever it is, once its goods are here: packed, shipped, delivered, answered. */
    private void toTheEnd(String order) {
        if (status(order) == FulfillmentStatus.READY_TO_SHIP) {
            complete(order, Map.of("carrier", "DHL", "trackingNumber", "JD014600"));
            runJobs();
        }
        if (status(order) == FulfillmentStatus.SHIPPED) {
            done(fulfilling.deliver(id(order), "warehouse"));
            runJobs();
        }
        assertThat(status(order)).isEqualTo(FulfillmentStatus.FEEDBACK_REQUESTED);
        done(fulfilling.giveFeedback(id(order), 5, "Lovely", "customer"));
        assertThat(status(order)).isEqualTo(FulfillmentStatus.COMPLETED);
        assertThat(ended(order)).isTrue();
    }
}
