package org.forthcoming.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The models keep to the contract, and whoever breaks it is told in words that an analyst understands. */
class ModelContractTest {

    /** Seen in HandbookTest, where there is an engine. */
    private static final String BY_THE_ENGINE = "Refund.bpmn: the engine refuses it: whatever it says.";

    /** What was found before: each breakage is checked once. */
    private static final Map<List<Object>, List<String>> FOUND = new HashMap<>();

    private final TreeMap<String, byte[]> files = new TreeMap<>(ModelFiles.onClassPath());

    @Test
    void models_keep_to_the_contract() {
        assertThat(new ModelCheck(files).faults()).isEmpty();
        assertThat(files).hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void every_step_is_used_by_a_model() throws Exception {
        var models = new StringBuilder();
        files.values().forEach(file -> models.append(new String(file, UTF_8)));
        var steps = new PathMatchingResourcePatternResolver()
                .getResources("classpath:org/forthcoming/processes/tasks/*.class");
        for (var step : steps) {
            var name = step.getFilename().replace(".class", "");
            var bean = Character.toLowerCase(name.charAt(0)) + name.substring(1);
            if (!name.contains("$") && ModelContract.step(bean) != null) {
                assertThat(models).contains("${" + bean + "}");
            }
        }
    }

    @Test
    void every_message_is_waited_for_and_every_submitted_field_belongs_to_a_task() {
        var models = new StringBuilder();
        files.values().forEach(file -> models.append(new String(file, UTF_8)));
        assertThat(ModelContract.MESSAGES)
                .allSatisfy(message -> assertThat(models).contains("messageRef=\"Message_" + message + "\""));
        assertThat(ModelContract.SUBMITTED.keySet())
                .allSatisfy(task -> assertThat(models).contains("userTask id=\"" + task + "\""));
        assertThat(models).contains("id=\"" + ModelContract.RELEASE_DAY_REACHED + "\"");
    }

    static Stream<Arguments> breakages() {
        return Stream.of(
                arguments(
                        "Backorder.bpmn",
                        ">Flow_CustomerHasIt_AskForFeedback</bpmn:incoming>",
                        ">Flow_Gone</bpmn:incoming>",
                        "Backorder.bpmn: the file can't be read: Unable to find a model element instance for id Flow_Gone"),
                arguments(
                        "Backorder.bpmn",
                        "\"Task_HandleDelay\"",
                        "\"Task_TellAndAsk\"",
                        "Backorder: the element Task_HandleDelay is missing; Forthcoming lets processes begin there."),
                arguments(
                        "Backorder.bpmn",
                        ">STILL_WAITING<",
                        ">STIL_WAITING<",
                        "Backorder, “Tell customer it still waits”: notice STIL_WAITING is unknown; choose one of"),
                arguments(
                        "Backorder.bpmn",
                        "<camunda:inputParameter name=\"notice\">SHIPPED</camunda:inputParameter>",
                        "",
                        "Backorder, “Tell customer about shipment”: which mail to send is missing"),
                arguments(
                        "Backorder.bpmn",
                        "${recordShipment}",
                        "${recordShipmnt}",
                        "Backorder, “Record shipment”: step recordShipmnt is unknown."),
                arguments(
                        "Backorder.bpmn",
                        "${recordShipment}",
                        "${preparePacking}",
                        "Backorder, “Record shipment”: preparePacking prepares a user task and can't be a step."),
                arguments(
                        "Backorder.bpmn",
                        "camunda:delegateExpression=\"${recordShipment}\"",
                        "",
                        "Backorder, “Record shipment”: it does nothing: its delegate expression is missing."),
                arguments(
                        "Backorder.bpmn",
                        "delegateExpression=\"${awaitStock}\"",
                        "delegateExpression=\"${awaitStok}\"",
                        "Backorder, “Stock needed”: listener awaitStok is unknown."),
                arguments(
                        "Backorder.bpmn",
                        "delegateExpression=\"${preparePacking}\"",
                        "delegateExpression=\"${preparePaking}\"",
                        "Backorder, “Pack and ship”: listener preparePaking is unknown."),
                arguments(
                        "Backorder.bpmn",
                        "name=\"StockAllocated\"",
                        "name=\"StockArrived\"",
                        "Backorder: message StockArrived is unknown, nobody sends it; choose one of AddressCorrected, DelayAgreed,"),
                arguments(
                        "Backorder.bpmn",
                        "${facts.stockAllocated(fulfillmentId)}",
                        "${facts.stockThere(fulfillmentId)}",
                        "asks for facts.stockThere, which is unknown."),
                arguments(
                        "Backorder.bpmn",
                        "${refundId != null}",
                        "${refund != null}",
                        "Backorder, “Refund due?”: the condition ${refund != null} uses refund, which is unknown;"),
                arguments(
                        "Backorder.bpmn",
                        "default=\"SequenceFlow_BadRating_NothingLeft\"",
                        "",
                        "Backorder, “Rating 1 or 2?”: no answer is left when none of the conditions holds;"),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">${told}</bpmn:conditionExpression>",
                        "",
                        "Backorder, “Customer told?”: the answer “yes” has no condition."),
                arguments(
                        "Backorder.bpmn",
                        "id=\"SequenceFlow_CustomerTold_PromiseEarlierDay\" name=\"yes\"",
                        "id=\"SequenceFlow_CustomerTold_PromiseEarlierDay\"",
                        "Backorder, “Customer told?”: a flow that leaves it has no answer as its label."),
                arguments(
                        "Backorder.bpmn",
                        ">P10D<",
                        ">10 days<",
                        "Backorder, “Ten days passed”: its time “10 days” can't be understood; write it like P10D."),
                arguments(
                        "Backorder.bpmn",
                        ">R/P14D<",
                        ">R/14D<",
                        "Backorder, “Every 14 days”: its time “R/14D” can't be understood; write it like R/P14D."),
                arguments(
                        "Preorder.bpmn",
                        "${facts.releaseDay(fulfillmentId)}",
                        "2026-05-01T00:00:00Z",
                        "Preorder, “Release day reached”: a fixed date passes for every order at once;"),
                arguments(
                        "Backorder.bpmn",
                        "formRef=\"PackAndShip\"",
                        "formRef=\"PackShip\"",
                        "Backorder, “Pack and ship”: form PackShip does not exist in bpmn/forms."),
                arguments(
                        "PackAndShip.form",
                        "\"key\": \"carrier\"",
                        "\"key\": \"carier\"",
                        "Backorder, “Pack and ship”: its form PackAndShip lacks the field carrier."),
                arguments(
                        "Backorder.bpmn",
                        "camunda:formRefBinding=\"latest\"",
                        "camunda:formRefBinding=\"deployment\"",
                        "Backorder, “Pack and ship”: its form must be bound to the latest version."),
                arguments(
                        "Backorder.bpmn",
                        "camunda:candidateGroups=\"warehouse\"",
                        "",
                        "Backorder, “Pack and ship”: nobody sees it: its candidate group is missing."),
                arguments(
                        "Backorder.bpmn",
                        "camunda:dueDate=\"${dueDates.onPromisedDay(fulfillmentId)}\"",
                        "",
                        "Backorder, “Pack and ship”: its due date is missing."),
                arguments(
                        "Backorder.bpmn",
                        "calledElement=\"Refund\"",
                        "calledElement=\"Refunds\"",
                        "Backorder, “Refund customer”: process Refunds does not exist."),
                arguments(
                        "Refund.bpmn",
                        "decisionRef=\"RefundPolicy\"",
                        "decisionRef=\"RefundRules\"",
                        "Refund, “Determine refund period”: decision table RefundRules does not exist."),
                arguments(
                        "Refund.bpmn",
                        "decisionRef=\"RefundPolicy\"",
                        "decisionRef=\"LawProfile\"",
                        "RefundPolicy: the decision table is not used, nobody asks it."),
                arguments(
                        "Mail.bpmn",
                        "camunda:asyncBefore=\"true\"",
                        "",
                        "Mail, “Deliver mail”: it reaches beyond the database, so a save point"),
                arguments(
                        "Repromising.bpmn",
                        "camunda:asyncBefore=\"true\"",
                        "",
                        "Repromising, “Re-promise next batch”: it reaches beyond the database, so a save point"),
                arguments(
                        "Backorder.bpmn",
                        "Task_RecordShipment",
                        "Activity_0x1f9ab",
                        "Backorder, “Record shipment”: its id Activity_0x1f9ab does not tell what it is;"),
                arguments("Backorder.bpmn", "name=\"Shipped\"", "", "Backorder, “EndEvent_Shipped”: it has no label."),
                arguments(
                        "Backorder.bpmn",
                        "bpmnElement=\"Task_RecordShipment\"",
                        "bpmnElement=\"Task_PackAndShip\"",
                        "Backorder, “Record shipment”: it has no shape in the picture."),
                arguments(
                        "Backorder.bpmn",
                        "camunda:historyTimeToLive=\"P365D\"",
                        "",
                        "Backorder: the time to live of its history is missing."),
                arguments(
                        "LawProfile.dmn",
                        "camunda:historyTimeToLive=\"P365D\"",
                        "",
                        "LawProfile: the time to live of its history is missing."),
                arguments(
                        "NoticePolicy.dmn", "\"UK_CRA\"", "\"UK_CRC\"", "NoticePolicy: no row fits lawProfile UK_CRA."),
                arguments(
                        "NoticePolicy.dmn",
                        "\"UK_CRA\"",
                        "\"EU_CRD\"",
                        "NoticePolicy: more than one row fits lawProfile EU_CRD."),
                arguments(
                        "NoticePolicy.dmn",
                        "name=\"cancelIfUntold\"",
                        "name=\"cancelUntold\"",
                        "NoticePolicy: the output cancelIfUntold is missing."),
                arguments(
                        "NoticePolicy.dmn",
                        "<text>lawProfile</text>",
                        "<text>profile</text>",
                        "NoticePolicy: the input profile is unknown; known are lawProfile."),
                arguments(
                        "NoticePolicy.dmn",
                        "<text>30</text>",
                        "<text>-30</text>",
                        "NoticePolicy: for lawProfile US_FTC the output daysIfNoneStated is -30; it has to be a whole number,"),
                arguments(
                        "NoticePolicy.dmn",
                        "<text>3</text>",
                        "<text></text>",
                        "NoticePolicy: for lawProfile US_FTC the output daysBefore is empty;"),
                arguments(
                        "NoticePolicy.dmn",
                        "<text>3</text>",
                        "<text>three days</text>",
                        "NoticePolicy: it can't be asked:"),
                arguments(
                        "DelayPolicy.dmn",
                        "&gt; 30",
                        "&gt; 31",
                        "DelayPolicy: no row fits agreedUndated false, dated true, daysLate 31, lawProfile US_FTC, renewed false."),
                arguments(
                        "DelayPolicy.dmn",
                        "\"CONSENT\"",
                        "\"AGREES\"",
                        "the output silence is AGREES; it has to be NOTHING, CONSENT, CANCEL."),
                arguments(
                        "RefundPolicy.dmn",
                        "\"EU_CRD\",\"UK_CRA\"",
                        "\"EU_CRD\"",
                        "RefundPolicy: no row fits lawProfile UK_CRA."),
                arguments(
                        "CustomerRights.dmn",
                        "name=\"withdrawalDays\"",
                        "name=\"days\"",
                        "CustomerRights: the output withdrawalDays is missing."),
                arguments(
                        "LawProfile.dmn",
                        "\"STRICTEST\"",
                        "\"STRICT\"",
                        "LawProfile: for country CH the output lawProfile is STRICT; it has to be US_FTC, EU_CRD, UK_CRA,"),
                arguments(
                        "Backorder.bpmn",
                        "process id=\"Backorder\"",
                        "process id=\"BackOrder\"",
                        "Backorder: the process's id is BackOrder; it must be the file's name."),
                arguments(
                        "Backorder.bpmn",
                        "isExecutable=\"true\"",
                        "isExecutable=\"false\"",
                        "Backorder: the process is not marked as executable."),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:terminateEventDefinition id=\"EventDefinition_Shipped\" />",
                        "<bpmn:errorEventDefinition id=\"EventDefinition_Shipped\" errorRef=\"Error_Lost\" />",
                        "Backorder, “Shipped”: it names no error."),
                arguments("Backorder.bpmn", "</bpmn:definitions>", "", "Backorder.bpmn: the file can't be read:"),
                arguments(
                        "LawProfile.dmn",
                        "decision id=\"LawProfile\"",
                        "decision id=\"Law\"",
                        "LawProfile: the decision's id is Law; it must be the file's name."),
                arguments("LawProfile.dmn", "name=\"lawProfile\"", "", "LawProfile: an output has no name."),
                arguments(
                        "Withdrawal.bpmn",
                        "formRef=\"ArrangeReturn\"",
                        "formRef=\"AnswerQuestion\"",
                        "ArrangeReturn: the form is not used, no user task shows it."),
                arguments(
                        "Backorder.bpmn",
                        "name=\"Customer told?\"",
                        "",
                        "Backorder, “Gateway_CustomerTold”: a gateway that splits asks a question."),
                arguments(
                        "Backorder.bpmn",
                        "${recordShipment}\"",
                        "${recordShipment}\" camunda:asyncAfter=\"true\"",
                        "Backorder, “Record shipment”: put the save point before a step, not after it."),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:incoming>Flow_PackAndShip_RecordShipment</bpmn:incoming>",
                        "",
                        "Backorder, “Record shipment”: nothing leads to it."),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:outgoing>Flow_RecordShipment_Shipped</bpmn:outgoing>",
                        "",
                        "Backorder, “Record shipment”: nothing follows it; end the path with an end event."),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:outgoing>Flow_RecordShipment_Shipped</bpmn:outgoing>",
                        "<bpmn:outgoing>Flow_RecordShipment_Shipped</bpmn:outgoing><bpmn:multiInstanceLoopCharacteristics />",
                        "Backorder, “Record shipment”: steps are not repeated by markers; draw the way back."),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:sequenceFlow id=\"Flow_RecordShipment_Shipped\"",
                        "<bpmn:scriptTask id=\"Task_Compute\" name=\"Compute\" /><bpmn:sequenceFlow id=\"Flow_RecordShipment_Shipped\"",
                        "Backorder, “Compute”: scripts are not run; use a step or a decision table."),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:serviceTask id=\"Task_RecordShipment\" name=\"Record shipment\" camunda:delegateExpression=\"${recordShipment}\" camunda:modelerTemplate=\"org.forthcoming.RecordShipment\" camunda:modelerTemplateVersion=\"1\">",
                        "<bpmn:serviceTask id=\"Task_RecordShipment\" name=\"Record shipment\" camunda:delegateExpression=\"${recordShipment}\" camunda:modelerTemplate=\"org.forthcoming.RecordShipment\" camunda:modelerTemplateVersion=\"1\"><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name=\"notice\">SHIPPED</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements>",
                        "Backorder, “Record shipment”: only sendMail knows a notice."),
                arguments(
                        "Backorder.bpmn",
                        "camunda:delegateExpression=\"${recordShipment}\"",
                        "camunda:delegateExpression=\"recordShipment\"",
                        "Backorder, “Record shipment”: its step must be written like ${sendMail}, not recordShipment."),
                arguments(
                        "PackAndShip.form",
                        "\"components\": [",
                        "\"parts\": [",
                        "PackAndShip: this is no form; it has no fields."),
                arguments(
                        "mails/SHIPPED.en.html",
                        "<title th:text",
                        "<meta th:text",
                        "SHIPPED.en.html: it has no title, which is the mail's subject."),
                arguments(
                        "Refund.bpmn",
                        "camunda:decisionRef=\"RefundPolicy\"",
                        "",
                        "Refund, “Determine refund period”: it asks no decision table."),
                arguments(
                        "Refund.bpmn",
                        "camunda:decisionRef=\"RefundPolicy\"",
                        "camunda:decisionRef=\"RefundPolicy\" camunda:decisionRefBinding=\"version\"",
                        "Refund, “Determine refund period”: decision tables are asked in their latest version."),
                arguments(
                        "Refund.bpmn",
                        "camunda:decisionRef=\"RefundPolicy\"",
                        "camunda:decisionRef=\"RefundPolicy\" camunda:resultVariable=\"all\"",
                        "Refund, “Determine refund period”: a whole result must not be stored; map its parts to outputs."),
                arguments(
                        "Backorder.bpmn",
                        "camunda:formRef=\"PackAndShip\"",
                        "",
                        "Backorder, “Pack and ship”: it has no form."),
                arguments(
                        "PackAndShip.form",
                        "\"key\": \"trackingNumber\"",
                        "\"key\": \"number\"",
                        "Backorder, “Pack and ship”: its form PackAndShip has the field number, which is not taken here; taken is carrier, trackingNumber."),
                arguments(
                        "PackAndShip.form",
                        "\"id\": \"PackAndShip\"",
                        "\"id\": \"PackIt\"",
                        "Backorder, “Pack and ship”: the id of form PackAndShip must be its file's name."),
                arguments(
                        "Backorder.bpmn",
                        "camunda:priority=\"${facts.lastPeriodSet(fulfillmentId) ? 80 : 50}\"",
                        "",
                        "Backorder, “Pack and ship”: its priority is missing."),
                arguments(
                        "Backorder.bpmn",
                        "calledElement=\"Refund\"",
                        "",
                        "Backorder, “Refund customer”: it calls no process."),
                arguments(
                        "Backorder.bpmn",
                        "calledElement=\"Refund\"",
                        "calledElement=\"Refund\" camunda:calledElementBinding=\"deployment\"",
                        "Backorder, “Refund customer”: processes are called in their latest version."),
                arguments(
                        "Backorder.bpmn",
                        "default=\"SequenceFlow_BadRating_NothingLeft\"",
                        "default=\"SequenceFlow_BadRating_FollowUpOnFeedback\"",
                        "Backorder, “Rating 1 or 2?”: the default answer “yes” must not have a condition."),
                arguments(
                        "Backorder.bpmn",
                        "bpmnElement=\"Flow_RecordShipment_Shipped\"",
                        "bpmnElement=\"Flow_PackAndShip_RecordShipment\"",
                        "Backorder: the flow Flow_RecordShipment_Shipped has no line in the picture."),
                arguments(
                        "Backorder.bpmn",
                        "SequenceFlow_BadRating_FollowUpOnFeedback",
                        "Flow_BadRating_FollowUpOnFeedback",
                        "Backorder, “Rating 1 or 2?”: the id of the flow “yes” with a condition must start with SequenceFlow_."),
                arguments(
                        "Backorder.bpmn",
                        "camunda:dueDate=\"${dueDates.onPromisedDay(fulfillmentId)}\"",
                        "camunda:dueDate=\"tomorrow\"",
                        "Backorder, “Pack and ship”: its due date is no expression like ${...}."),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:timeCycle xsi:type=\"bpmn:tFormalExpression\">R/P14D</bpmn:timeCycle>",
                        "",
                        "Backorder, “Every 14 days”: its timer has no time."),
                arguments(
                        "Backorder.bpmn",
                        "targetRef=\"Task_PackAndShip\"",
                        "targetRef=\"Task_RecordShipment\"",
                        "Backorder, “Hand over to warehouse”: Task_PackAndShip must follow it at once;"),
                arguments(
                        "LawProfile.dmn",
                        "<decisionTable id",
                        "<decisionTable camunda:x=\"1\" id",
                        "LawProfile: camunda:x can't be used here."));
    }

    @ParameterizedTest(name = "{0}: {2} -> {3}")
    @MethodSource("breakages")
    void whoever_breaks_a_model_is_told_what_to_mend(String file, String right, String wrong, String sentence) {
        var faults = faultsOf(file, right, wrong);
        assertThat(faults).anySatisfy(fault -> assertThat(fault).contains(sentence));
    }

    /** Also what this class asks for on its own, so that no sentence of the check is left out. */
    @Test
    void the_handbook_shows_every_sentence_and_each_is_said() {
        var said = new ArrayList<String>();
        Stream.concat(breakages(), attacks())
                .map(Arguments::get)
                .forEach(it -> said.addAll(faultsOf(it[0], it[1], it[2])));
        for (var missing : List.of("Preorder.bpmn", "LawProfile.dmn", "mails/SHIPPED.en.html", "mails/words.en.html")) {
            said.addAll(faultsWith(files -> files.remove(missing)));
        }
        said.addAll(faultsWith(files -> files.put("Unused.bpmn", files.get("Refund.bpmn"))));
        said.addAll(faultsWith(files -> files.put(
                "mails/SHIPPED.en.html",
                new String(files.get("mails/SHIPPED.en.html"), UTF_8)
                        .replace("Jane", "Jané")
                        .getBytes(StandardCharsets.ISO_8859_1))));
        said.addAll(faultsWith(this::letNobodyCatchAnError));
        said.addAll(UploadCheck.faults(Map.of("notes.txt", new byte[UploadCheck.LARGEST + 1])));
        said.add(BY_THE_ENGINE);

        assertThat(said.stream().distinct())
                .allSatisfy(fault -> assertThat(Handbook.sentences())
                        .as("what the handbook should show: " + fault)
                        .anyMatch(sentence -> Handbook.shows(sentence, fault)));
        assertThat(Handbook.sentences())
                .hasSizeGreaterThan(70)
                .allSatisfy(sentence -> assertThat(said)
                        .as("what the check should say: " + sentence)
                        .anyMatch(fault -> Handbook.shows(sentence, fault)));
    }

    @ParameterizedTest
    @EnumSource
    void every_example_of_the_handbook_passes_and_whatever_it_enters_is_told_there(HandbookExample example) {
        var edited = example.edit(files);
        assertThat(new ModelCheck(edited.all()).faults()).isEmpty();
        assertThat(edited.entered())
                .isNotEmpty()
                .allSatisfy(value -> assertThat(example.section()).containsAnyOf("`" + value + "`", "*" + value + "*"));
    }

    /** What could run code or reach outside, in files that an analyst brings. */
    static Stream<Arguments> attacks() {
        return Stream.of(
                arguments(
                        "AllocationPriority.dmn",
                        ">0<",
                        ">" + "(".repeat(20_000) + "0" + ")".repeat(20_000) + "<",
                        "Something in these files is nested so deeply that it can't be read."),
                arguments(
                        "mails/SHIPPED.en.html",
                        "<h1>",
                        "<h1>\0",
                        "SHIPPED.en.html: it has characters in it that can't be printed."),
                arguments(
                        "Backorder.bpmn",
                        "camunda:delegateExpression=\"${recordShipment}\"",
                        "camunda:class=\"java.lang.ProcessBuilder\"",
                        "Backorder, “Record shipment”: camunda:class=“java.lang.ProcessBuilder” can't be used here, it could run code or reach outside."),
                arguments(
                        "Backorder.bpmn",
                        "camunda:delegateExpression=\"${recordShipment}\"",
                        "camunda:expression=\"${facts.noon()}\"",
                        "Backorder, “Record shipment”: camunda:expression=“${facts.noon()}” can't be used here,"),
                arguments(
                        "Backorder.bpmn",
                        "name=\"Pack and ship\"",
                        "name=\"${facts.getClass().forName('java.lang.Runtime')}\"",
                        "${facts.getClass().forName('java.lang.Runtime')} may use nothing but variables, facts.… and dueDates.…."),
                arguments(
                        "Backorder.bpmn",
                        "${dueDates.onPromisedDay(fulfillmentId)}",
                        "${dueDates.onPromisedDay(fulfillmentId).class.classLoader}",
                        "may use nothing but variables"),
                arguments(
                        "Backorder.bpmn",
                        "${facts.stockAllocated(fulfillmentId)}",
                        "${execution.processEngineServices.repositoryService.createDeployment()}",
                        "may use nothing but variables"),
                arguments(
                        "Backorder.bpmn",
                        "${facts.stockAllocated(fulfillmentId)}",
                        "${\"\"[\"class\"]}",
                        "may use nothing but variables"),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:documentation>Everything that ends when the fulfillment is canceled.",
                        "<bpmn:documentation>${sendMail.toString()}",
                        "Backorder, “Until the shipment”: ${sendMail.toString()} may use nothing but variables"),
                arguments(
                        "Backorder.bpmn",
                        "event=\"start\" delegateExpression=\"${awaitStock}\"",
                        "event=\"start\" class=\"evil.Listener\"",
                        "Backorder, “Stock needed”: class=“evil.Listener” can't be used here,"),
                arguments(
                        "Backorder.bpmn",
                        "<camunda:inputParameter name=\"notice\">SHIPPED</camunda:inputParameter>",
                        "<camunda:inputParameter name=\"notice\"><camunda:script scriptFormat=\"groovy\">1</camunda:script></camunda:inputParameter>",
                        "Backorder, “Tell customer about shipment”: camunda:script can't be used here,"),
                arguments(
                        "Backorder.bpmn",
                        "<camunda:inputOutput>",
                        "<camunda:connector><camunda:connectorId>http</camunda:connectorId></camunda:connector><camunda:inputOutput>",
                        "camunda:connector can't be used here,"),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">${told}",
                        "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\" language=\"javascript\">${told}",
                        "Backorder, “yes”: language=“javascript” can't be used here,"),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">${told}",
                        "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\" camunda:resource=\"x.js\">${told}",
                        "Backorder, “yes”: camunda:resource=“x.js” can't be used here,"),
                arguments(
                        "Backorder.bpmn",
                        "xmlns:camunda=\"http://camunda.org/schema/1.0/bpmn\"",
                        "xmlns:camunda=\"http://activiti.org/bpmn\"",
                        "can't be used here,"),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:definitions ",
                        "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><bpmn:definitions ",
                        "Backorder: it declares a document type (DOCTYPE); take that line out."),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:timeCycle xsi:type=\"bpmn:tFormalExpression\">R/P14D",
                        "<bpmn:timeCycle xsi:type=\"bpmn:tFormalExpression\">${dataSource.connection}",
                        "may use nothing but variables"),
                arguments(
                        "Backorder.bpmn",
                        "<bpmn:serviceTask id=\"Task_RecordShipment\"",
                        "<bpmn:scriptTask id=\"Task_Script\" name=\"Run\" scriptFormat=\"groovy\"><bpmn:script>1</bpmn:script></bpmn:scriptTask><bpmn:serviceTask id=\"Task_RecordShipment\"",
                        "Backorder, “Run”: scripts are not run; use a step or a decision table."),
                arguments(
                        "DelayPolicy.dmn",
                        "<text>\"EU_CRD\",\"UK_CRA\"</text>",
                        "<text>EU CRD or (</text>",
                        "DelayPolicy, row 1: “EU CRD or (” can't be understood; words stand in quotation marks,"),
                arguments(
                        "DelayPolicy.dmn",
                        "<inputEntry id=\"InputEntry_DelayPolicy_1_1\">",
                        "<inputEntry id=\"InputEntry_DelayPolicy_1_1\" expressionLanguage=\"groovy\">",
                        "DelayPolicy, row 1: tables are written in FEEL, not in groovy."),
                arguments(
                        "DelayPolicy.dmn",
                        "<text>\"NOTHING\"</text>",
                        "<text>function(x) external {java: {class: \"java.lang.System\"}}</text>",
                        "defines a function, which is not taken."),
                arguments(
                        "PackAndShip.form",
                        "\"type\": \"textfield\"",
                        "\"type\": \"iframe\"",
                        "PackAndShip: a form can't have a part of the kind “iframe”."),
                arguments(
                        "PackAndShip.form",
                        "\"label\": \"Carrier\"",
                        "\"label\": \"<img src=x onerror=alert(1)>\"",
                        "PackAndShip: a text has HTML in it; write it plainly."),
                arguments(
                        "mails/SHIPPED.en.html", "${order.number}", "${T(java.lang.Runtime).getRuntime()}", "${T(java"),
                arguments(
                        "mails/SHIPPED.en.html",
                        "${order.number}",
                        "${order.class.classLoader}",
                        "${order.class.classLoader} uses what there is not,"),
                arguments(
                        "mails/SHIPPED.en.html",
                        "${order.number}",
                        "${new java.io.File('x')}",
                        "${new java.io.File('x')} uses what there is not,"),
                arguments(
                        "mails/SHIPPED.en.html",
                        "${order.number}",
                        "${@dataSource}",
                        "${@dataSource} uses what there is not,"),
                arguments(
                        "mails/SHIPPED.en.html",
                        "${order.number}",
                        "&#36;{T(java.lang.Runtime)}",
                        "${T(java.lang.Runtime)} uses what there is not,"),
                arguments(
                        "mails/SHIPPED.en.html",
                        "${order.number}",
                        "__${order.number}__",
                        "SHIPPED.en.html: “__” can't be used;"),
                arguments(
                        "mails/SHIPPED.en.html",
                        "<h1>",
                        "<h1>[[${order.number}]]",
                        "SHIPPED.en.html: “[[” can't be used;"),
                arguments(
                        "mails/SHIPPED.en.html",
                        "<h1>",
                        "<!--/*/<h1 th:utext=\"x\">/*/-->",
                        "SHIPPED.en.html: th:utext can't be used."),
                arguments(
                        "mails/SHIPPED.en.html",
                        "<h1>",
                        "<script>1</script><h1>",
                        "SHIPPED.en.html: a mail can't have <script> in it."),
                arguments("mails/SHIPPED.en.html", "<h1>", "<h1 onclick=\"x()\">", "“onclick=” can't be used."),
                arguments("mails/SHIPPED.en.html", "~{layout ::", "~{/etc/passwd ::", "takes nothing that there is;"),
                arguments(
                        "mails/SHIPPED.en.html",
                        "~{words.en :: greeting}",
                        "~{words.en :: greting}",
                        "SHIPPED.en.html: there is no part “greting” in words.en.html."),
                arguments(
                        "mails/DELAYED.en.html",
                        "data-says=\"no day\"",
                        "",
                        "DELAYED.en.html: the paragraph marked data-says=\"no day\" is missing; the law asks for it."));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("attacks")
    void what_could_run_code_is_refused(String file, String right, String wrong, String sentence) {
        assertThat(faultsOf(file, right, wrong))
                .anySatisfy(fault -> assertThat(fault).contains(sentence));
    }

    @Test
    void a_mail_that_the_product_sends_must_be_there() {
        files.remove("mails/SHIPPED.en.html");
        assertThat(new ModelCheck(files).faults())
                .contains("SHIPPED.en.html: this file is missing; Forthcoming needs it.");
    }

    @Test
    void a_shops_own_notice_is_known_by_its_template() {
        files.put("mails/REMINDER.en.html", files.get("mails/STILL_WAITING.en.html"));
        breakModel("Backorder.bpmn", ">STILL_WAITING<", ">REMINDER<");
        assertThat(new ModelCheck(files).faults()).isEmpty();
        breakModel("Backorder.bpmn", ">REMINDER<", ">REMINDR<");
        assertThat(new ModelCheck(files).faults())
                .singleElement()
                .asString()
                .contains("notice REMINDR is unknown; choose one of", "REFUNDED, REMINDER, SHIPPED");
    }

    @Test
    void an_error_that_nobody_catches_is_a_fault() {
        letNobodyCatchAnError(files);
        assertThat(new ModelCheck(files).faults()).contains("Backorder, “Shipped”: nobody catches the error Lost.");
    }

    private void letNobodyCatchAnError(SortedMap<String, byte[]> files) {
        breakModel(
                files,
                "Backorder.bpmn",
                "<bpmn:terminateEventDefinition id=\"EventDefinition_Shipped\" />",
                "<bpmn:errorEventDefinition id=\"EventDefinition_Shipped\" errorRef=\"Error_Lost\" />");
        breakModel(
                files,
                "Backorder.bpmn",
                "  <bpmn:message id=\"Message_StockAllocated\"",
                "  <bpmn:error id=\"Error_Lost\" errorCode=\"Lost\" /><bpmn:message id=\"Message_StockAllocated\"");
    }

    @Test
    void a_missing_lifecycle_is_a_fault() {
        files.remove("Preorder.bpmn");
        assertThat(new ModelCheck(files).faults())
                .containsExactly("Preorder: this process is missing; Forthcoming starts it.");
    }

    @Test
    void a_missing_decision_table_is_a_fault() {
        files.remove("NoticePolicy.dmn");
        assertThat(new ModelCheck(files).faults())
                .containsExactly("NoticePolicy: this decision table is missing; Forthcoming asks it.");
    }

    @Test
    void a_start_with_broken_models_is_refused_with_the_same_sentences() {
        breakModel(files, "Backorder.bpmn", "${recordShipment}", "${recordShipmnt}");
        assertThatThrownBy(() -> Models.refuse(new ModelCheck(files).faults(), Set.of("Backorder.bpmn")))
                .isInstanceOf(BrokenModels.class)
                .hasMessageContaining("Backorder, “Record shipment”: step recordShipmnt is unknown.")
                .hasMessageContaining("the shop has changed or added: Backorder.bpmn.");
    }

    private List<String> faultsOf(Object file, Object right, Object wrong) {
        return FOUND.computeIfAbsent(
                List.of(file, right, wrong),
                breakage ->
                        faultsWith(files -> breakModel(files, file.toString(), right.toString(), wrong.toString())));
    }

    private List<String> faultsWith(Consumer<SortedMap<String, byte[]>> breakage) {
        var broken = new TreeMap<>(files);
        breakage.accept(broken);
        return new ModelCheck(broken).faults();
    }

    private void breakModel(String file, String right, String wrong) {
        breakModel(files, file, right, wrong);
    }

    private static void breakModel(SortedMap<String, byte[]> files, String file, String right, String wrong) {
        var text = new String(files.get(file), UTF_8);
        assertThat(text).contains(right);
        files.put(file, text.replace(right, wrong).getBytes(UTF_8));
    }
}
