package org.forthcoming.processes;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.forthcoming.Modeler;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What Camunda Modeler offers an analyst is all there is, runs, and is what the diagrams were drawn with. */
class ElementTemplatesTest {

    private static final Path FOLDER = Path.of("bpmn/.camunda/element-templates");
    private static final Path PARTS = Path.of("bpmn/parts/Parts.bpmn");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Steps of processes that Forthcoming starts by itself, each once, in a loop over a bounded batch. */
    private static final Set<String> NEVER_PLACED_BY_HAND = Set.of(
            "allocateNextBatch",
            "rePromiseNextBatch",
            "findLateness",
            "cancelUntold",
            "tellPackingLate",
            "tellNextDelays",
            "cancelNextLateOrders",
            "deliverMail",
            "actOnNextOrders");

    private final TreeMap<String, byte[]> files = new TreeMap<>(ModelFiles.onClassPath());
    private final List<JsonNode> templates = templates();

    private static List<JsonNode> templates() {
        try (var paths = Files.list(FOLDER)) {
            var all = new ArrayList<JsonNode>();
            for (var path : paths.sorted().toList()) {
                JSON.readTree(path.toFile()).forEach(all::add);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_step_that_may_be_placed_is_offered_and_no_other() throws Exception {
        var placed = new TreeSet<String>();
        for (var step : new PathMatchingResourcePatternResolver()
                .getResources("classpath:org/forthcoming/processes/tasks/*.class")) {
            var name = step.getFilename().replace(".class", "");
            var bean = Character.toLowerCase(name.charAt(0)) + name.substring(1);
            if (ModelContract.step(bean) != null
                    && JavaDelegate.class.isAssignableFrom(ModelContract.step(bean))
                    && !NEVER_PLACED_BY_HAND.contains(bean)) {
                placed.add(bean);
            }
        }
        var offered = new TreeSet<>(offered("camunda:delegateExpression"));
        offered.addAll(offered("camunda:executionListener"));
        assertThat(offered.stream().map(bean -> bean.replaceAll("[${}]", "")).distinct())
                .containsExactlyElementsOf(placed);
    }

    @Test
    void what_reaches_beyond_the_database_is_stored_before_it_runs() {
        assertThat(templates).allSatisfy(template -> {
            var bean = offered(template, "camunda:delegateExpression").stream()
                    .map(text -> text.replaceAll("[${}]", ""))
                    .findFirst();
            if (bean.filter(ModelContract.REACHING_OUT::contains).isPresent()) {
                assertThat(offered(template, "camunda:asyncBefore")).containsExactly("true");
            }
        });
    }

    @Test
    void every_mail_form_group_table_and_process_that_our_diagrams_use_is_offered_and_none_that_there_is_not()
            throws Exception {
        assertThat(offered("notice"))
                .containsAll(used("sendTask", "camunda:inputParameter", "SendOwnMail"))
                .allSatisfy(mail ->
                        assertThat(Path.of("bpmn/mails", mail + ".en.html")).exists());
        assertThat(names(".form")).containsAll(offered("camunda:formRef")).hasSizeGreaterThan(1);
        assertThat(offered("camunda:formRef")).containsAll(used("userTask", "camunda:formRef", "TaskWithOwnForm"));
        assertThat(names(".dmn")).containsAll(offered("camunda:decisionRef"));
        assertThat(offered("camunda:decisionRef"))
                .containsAll(used("businessRuleTask", "camunda:decisionRef", "DecideByOwnTable"));
        assertThat(names(".bpmn")).containsAll(offered("calledElement"));
        assertThat(offered("calledElement")).containsAll(used("callActivity", "calledElement", ""));
        assertThat(offered("camunda:candidateGroups")).containsExactlyInAnyOrderElementsOf(Staff.WORKERS);
        assertThat(offered("group")).containsExactlyInAnyOrderElementsOf(Staff.WORKERS);
    }

    /** What elements of a kind name in our diagrams, but for those drawn with the template for somebody's own. */
    private Set<String> used(String kind, String name, String own) throws Exception {
        var used = new TreeSet<String>();
        for (var file : names(".bpmn")) {
            var elements = parse(text(file + ".bpmn")).getElementsByTagName("bpmn:" + kind);
            for (var i = 0; i < elements.getLength(); i++) {
                var element = (Element) elements.item(i);
                if (!element.getAttribute("camunda:modelerTemplate").equals("org.forthcoming." + own)) {
                    used.add(element.hasAttribute(name) ? element.getAttribute(name) : child(element, name));
                }
            }
        }
        assertThat(used).as(kind).isNotEmpty().doesNotContainNull();
        return used;
    }

    @Test
    void a_template_tells_what_it_is_for_and_leaves_nothing_to_be_guessed() {
        assertThat(templates)
                .extracting(template -> template.path("id").asText())
                .doesNotHaveDuplicates();
        assertThat(templates)
                .extracting(template -> template.path("name").asText())
                .doesNotHaveDuplicates();
        assertThat(templates).allSatisfy(template -> {
            assertThat(template.path("description").asText()).endsWith(".");
            assertThat(template.path("version").asInt()).isPositive();
            assertThat(properties(template)).allSatisfy(property -> {
                var kind = property.path("type").asText();
                assertThat(kind).isIn("Hidden", "Dropdown", "String");
                if (!kind.equals("Hidden")) {
                    assertThat(property.path("description").asText()).endsWith(".");
                }
                if (kind.equals("String")) {
                    assertThat(property.at("/constraints/pattern/message").asText())
                            .isNotBlank();
                }
            });
        });
    }

    @Test
    void what_was_drawn_with_a_template_is_as_the_template_says() throws Exception {
        var drawn = 0;
        for (var file : names(".bpmn")) {
            for (var element : drawn(parse(text(file + ".bpmn")))) {
                drawn++;
                assertThat(deviations(element)).as(file).isEmpty();
            }
        }
        for (var element : drawn(parse(Files.readString(PARTS)))) {
            assertThat(deviations(element)).as("Parts").isEmpty();
        }
        assertThat(drawn).isPositive();
    }

    @Test
    void there_is_a_part_to_copy_for_every_fact_and_each_part_keeps_to_the_contract() throws Exception {
        var parts = Files.readString(PARTS);
        assertThat(ModelContract.MESSAGES)
                .allSatisfy(fact -> assertThat(parts)
                        .contains("intermediateCatchEvent id=\"Event_%s\"".formatted(fact))
                        .contains("messageEventDefinition id=\"EventDefinition_%s\" messageRef=\"Message_%s\""
                                .formatted(fact, fact))
                        .contains("receiveTask id=\"Task_WaitFor%s\"".formatted(fact)));
        files.put("Parts.bpmn", parts.getBytes(StandardCharsets.UTF_8));
        assertThat(new ModelCheck(files).faults())
                .filteredOn(fault -> !fault.endsWith(": nothing leads to it.")
                        && !fault.endsWith(": nothing follows it; end the path with an end event."))
                .containsExactly(
                        "Parts: the process is not marked as executable.",
                        "Parts: the process is not used, nobody calls it.");
    }

    @Test
    void an_analyst_opens_every_diagram_in_the_modeler_and_stores_it_unchanged() throws Exception {
        try (var modeler = Modeler.open()) {
            assertThat(modeler.offer("[{\"name\": \"Broken\", \"id\": \"broken\"}]"))
                    .as("what is wrong is told")
                    .isNotEmpty();
            assertThat(modeler.offer(JSON.writeValueAsString(templates))).isEmpty();
            for (var name : names(".bpmn")) {
                var stored = text(name + ".bpmn");
                assertThat(modeler.show(stored)).as(name).isEmpty();
                assertThat((List<?>) modeler.browser().run("return lost()"))
                        .as("templates that %s has and the Modeler does not", name)
                        .isEmpty();
                for (var element : drawn(parse(stored))) {
                    modeler.apply(element.getAttribute("id"), template(element).toString());
                }
                assertThat(content(parse(modeler.written())))
                        .as(name)
                        .containsExactlyInAnyOrderElementsOf(content(parse(stored)));
            }
        }
    }

    @Test
    void every_template_with_every_choice_makes_an_element_that_keeps_to_the_contract() throws Exception {
        try (var modeler = Modeler.open()) {
            assertThat(modeler.offer(JSON.writeValueAsString(templates))).isEmpty();
            var trial = new TemplateTrial(templates);
            assertThat(modeler.show(trial.diagram())).isEmpty();
            trial.applied().forEach((element, template) -> modeler.apply(element, template.toString()));

            var written = modeler.written();
            files.put("Trial.bpmn", written.getBytes(StandardCharsets.UTF_8));
            // Which step follows and which entries a task takes hangs on where the element stands, not on its template.
            assertThat(new ModelCheck(files).faults())
                    .filteredOn(
                            fault -> !fault.contains("must follow it at once") && !fault.contains("is not taken here"))
                    .containsExactly("Trial: the process is not used, nobody calls it.");
            deploy(written);
            assertThat(drawn(parse(written)))
                    .hasSameSizeAs(trial.applied().keySet())
                    .allSatisfy(element -> assertThat(deviations(element)).isEmpty());
        }
    }

    /** The engine reads all that a diagram says when it is deployed, expressions included. */
    private static void deploy(String diagram) {
        var engine = ProcessEngineConfiguration.createStandaloneInMemProcessEngineConfiguration()
                .setJdbcUrl("jdbc:h2:mem:trial")
                .buildProcessEngine();
        try {
            engine.getRepositoryService()
                    .createDeployment()
                    .addString("Trial.bpmn", diagram)
                    .deploy();
        } finally {
            engine.close();
        }
    }

    @Test
    void a_part_brings_its_fact_along_into_another_diagram() throws Exception {
        try (var modeler = Modeler.open()) {
            modeler.offer(JSON.writeValueAsString(templates));
            assertThat(modeler.show(Files.readString(PARTS))).isEmpty();
            modeler.browser()
                    .run(
                            "return copyInto(arguments[0], arguments[1])",
                            List.of("Event_FeedbackGiven", "Task_WaitForStockAllocated"),
                            text("Withdrawal.bpmn"));
            assertThat(modeler.written())
                    .containsOnlyOnce("<bpmn:message id=\"Message_FeedbackGiven\" name=\"FeedbackGiven\"")
                    .contains("messageRef=\"Message_FeedbackGiven\"", "messageRef=\"Message_StockAllocated\"");
        }
    }

    // What templates offer -----------------------------------------------------------------------------------------

    private Set<String> offered(String name) {
        var all = new TreeSet<String>();
        templates.forEach(template -> all.addAll(offered(template, name)));
        return all;
    }

    /** The values that a template sets, or lets choose, for what has this name. */
    private static Set<String> offered(JsonNode template, String name) {
        var all = new TreeSet<String>();
        for (var property : properties(template)) {
            var binding = property.path("binding");
            if (Stream.of("name", "type")
                    .anyMatch(key -> binding.path(key).asText().equals(name))) {
                if (property.path("type").asText().equals("Hidden")) {
                    all.add(property.path("value").asText());
                }
                property.path("choices").findValuesAsText("value").forEach(all::add);
            }
        }
        return all;
    }

    private static List<JsonNode> properties(JsonNode template) {
        return StreamSupport.stream(template.path("properties").spliterator(), false)
                .toList();
    }

    private Set<String> names(String ending) {
        return files.keySet().stream()
                .filter(file -> file.endsWith(ending))
                .map(file -> file.replace(ending, ""))
                .collect(toCollection(TreeSet::new));
    }

    // What was drawn with them -------------------------------------------------------------------------------------

    private String text(String file) {
        return new String(files.get(file), StandardCharsets.UTF_8);
    }

    private JsonNode template(Element element) {
        return templates.stream()
                .filter(one -> one.path("id").asText().equals(element.getAttribute("camunda:modelerTemplate"))
                        && one.path("version").asText().equals(element.getAttribute("camunda:modelerTemplateVersion")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("%s was drawn with a template that there is not: %s"
                        .formatted(element.getAttribute("id"), element.getAttribute("camunda:modelerTemplate"))));
    }

    /** Where an element is not as its template says. */
    private List<String> deviations(Element element) {
        var template = template(element);
        var kinds = new ArrayList<String>();
        template.path("appliesTo").forEach(kind -> kinds.add(kind.asText().toLowerCase()));
        var deviations = new ArrayList<String>();
        if (!template.at("/elementType/value").asText(element.getTagName()).equalsIgnoreCase(element.getTagName())
                || !kinds.contains(element.getTagName().toLowerCase())) {
            deviations.add("%s is a %s".formatted(element.getAttribute("id"), element.getTagName()));
        }
        for (var property : properties(template)) {
            var value = value(element, property.path("binding"));
            var fits = switch (property.path("type").asText()) {
                case "Hidden" -> property.path("value").asText().equals(value);
                case "Dropdown" ->
                    property.path("choices").findValuesAsText("value").contains(value);
                default ->
                    value != null
                            && value.matches(
                                    property.at("/constraints/pattern/value").asText());
            };
            if (!fits) {
                deviations.add("%s of %s is %s".formatted(property.path("binding"), element.getAttribute("id"), value));
            }
        }
        return deviations;
    }

    private static String value(Element element, JsonNode binding) {
        return switch (binding.path("type").asText()) {
            case "property" ->
                binding.path("name").asText().equals("conditionExpression")
                        ? child(element, "bpmn:conditionExpression")
                        : attribute(element, binding.path("name").asText());
            case "camunda:inputParameter" ->
                child(element, "camunda:inputParameter", "name", binding.path("name"), null);
            case "camunda:outputParameter" -> {
                var outputs = element.getElementsByTagName("camunda:outputParameter");
                yield IntStream.range(0, outputs.getLength())
                        .mapToObj(i -> (Element) outputs.item(i))
                        .filter(output -> output.getTextContent()
                                .equals(binding.path("source").asText()))
                        .map(output -> output.getAttribute("name"))
                        .findFirst()
                        .orElse(null);
            }
            case "camunda:executionListener" ->
                child(element, "camunda:executionListener", "event", binding.path("event"), "delegateExpression");
            case "camunda:in" -> child(element, "camunda:in", "target", binding.path("target"), "source");
            case "camunda:out" -> child(element, "camunda:out", "source", binding.path("source"), "target");
            case "camunda:in:businessKey" ->
                child(
                        element,
                        "camunda:in",
                        "businessKey",
                        JSON.valueToTree("#{execution.processBusinessKey}"),
                        "businessKey");
            default -> throw new AssertionError(binding);
        };
    }

    private static String child(Element element, String name) {
        return child(element, name, null, null, null);
    }

    /** The text, or an attribute, of the first element inside of that name whose attribute has that value. */
    private static String child(Element element, String name, String key, JsonNode keyed, String attribute) {
        var children = element.getElementsByTagName(name);
        return IntStream.range(0, children.getLength())
                .mapToObj(i -> (Element) children.item(i))
                .filter(one -> key == null || one.getAttribute(key).equals(keyed.asText()))
                .map(one -> attribute == null ? one.getTextContent().strip() : attribute(one, attribute))
                .findFirst()
                .orElse(null);
    }

    private static String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }

    private static List<Element> drawn(Document diagram) {
        var all = diagram.getElementsByTagName("*");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .filter(element -> element.hasAttribute("camunda:modelerTemplate"))
                .toList();
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    /** All that a diagram says, a line per element, whatever its order, its white space and the places of its labels. */
    private static List<String> content(Document diagram) {
        var all = diagram.getElementsByTagName("*");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .filter(element -> !element.getTagName().matches("(bpmndi|dc|di):.*"))
                .map(ElementTemplatesTest::content)
                .toList();
    }

    private static String content(Element element) {
        var attributes = element.getAttributes();
        var own = IntStream.range(0, element.getChildNodes().getLength())
                .mapToObj(element.getChildNodes()::item)
                .filter(child -> child.getNodeType() == Node.TEXT_NODE)
                .map(child -> child.getTextContent().strip())
                .collect(joining());
        var parent = element.getParentNode() instanceof Element one ? one.getAttribute("id") : "";
        var said = IntStream.range(0, attributes.getLength())
                .mapToObj(i -> attributes.item(i).toString())
                .filter(attribute -> !attribute.startsWith("xmlns"))
                .sorted()
                .collect(joining(" "));
        return "%s in %s: %s %s".formatted(element.getTagName(), parent, said, own);
    }
}
