package org.forthcoming.processes;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The worked examples of the handbook: the product's files, changed as it says step by step. */
public enum HandbookExample {
    NEWS_EVERY_WEEK("### 1. News every week") {
        @Override
        void change(Edited edited) {
            for (var process : new String[] {"Backorder.bpmn", "Preorder.bpmn"}) {
                edited.diagram(
                        process,
                        edit -> edit.label("StartEvent_StillWaiting", "Every 7 days")
                                .time("StartEvent_StillWaiting", "R/P7D"));
            }
        }
    },
    REMINDER("### 2. A reminder in your own words") {
        @Override
        void change(Edited edited) {
            for (var mail : new String[] {"ANSWER_MISSING.en.html", "ANSWER_MISSING.de.html"}) {
                edited.put("mails/" + mail, Handbook.file(mail));
            }
            edited.diagram(
                    "DelayNotice.bpmn",
                    edit -> edit.add("DelayNotice", """
                            <bpmn:subProcess id="SubProcess_Reminder" name="Reminder" triggeredByEvent="true" />""", 260, 520, 390, 150)
                            .add("SubProcess_Reminder", """
                            <bpmn:startEvent id="StartEvent_ThreeDaysPassed" name="Three days passed" isInterrupting="false"><bpmn:timerEventDefinition id="EventDefinition_ThreeDaysPassed"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression"></bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:startEvent>""", 302, 582, 36, 36)
                            .time("StartEvent_ThreeDaysPassed", "P3D")
                            .add("SubProcess_Reminder", """
                            <bpmn:sendTask id="Task_RemindCustomer" name="Remind customer" camunda:delegateExpression="${sendMail}"><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="notice">ANSWER_MISSING</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:sendTask>""", 400, 560, 100, 80)
                            .add("SubProcess_Reminder", """
                            <bpmn:endEvent id="EndEvent_CustomerReminded" name="Customer reminded" />""", 562, 582, 36, 36)
                            .flow(
                                    "Flow_ThreeDaysPassed_RemindCustomer",
                                    null,
                                    null,
                                    "StartEvent_ThreeDaysPassed",
                                    "Task_RemindCustomer",
                                    338,
                                    600,
                                    400,
                                    600)
                            .flow(
                                    "Flow_RemindCustomer_CustomerReminded",
                                    null,
                                    null,
                                    "Task_RemindCustomer",
                                    "EndEvent_CustomerReminded",
                                    500,
                                    600,
                                    562,
                                    600));
            edited.enter("ANSWER_MISSING");
        }
    },
    VIP_FIRST("### 3. VIP customers first") {
        @Override
        void change(Edited edited) {
            var table = "AllocationPriority.dmn";
            var first = "<rule id=\"Rule_AllocationPriority_1\">";
            var text = edited.text(table);
            if (!text.contains(first)) {
                throw new AssertionError("There is no first row.");
            }
            edited.put(table, text.replace(first, """
                    <rule id="Rule_Vip">
                            <description>VIP customers first</description>
                            <inputEntry id="InputEntry_Vip_1"><text>"vip"</text></inputEntry>
                            <inputEntry id="InputEntry_Vip_2"><text></text></inputEntry>
                            <inputEntry id="InputEntry_Vip_3"><text></text></inputEntry>
                            <outputEntry id="OutputEntry_Vip_1"><text>100</text></outputEntry>
                          </rule>""" + first));
            edited.enter("\"vip\"", "100", "VIP customers first");
        }
    },
    BIG_ORDERS("### 4. Support looks at big orders first") {
        @Override
        void change(Edited edited) {
            edited.put("LookAtBigOrder.form", """
                    {
                      "components": [
                        { "type": "text", "id": "LookAtBigOrder_about", "text": "=order" },
                        { "type": "text", "id": "LookAtBigOrder_goods", "text": "=sku" },
                        {
                          "type": "radio", "id": "LookAtBigOrder_decision", "key": "decision", "label": "May it ship?",
                          "values": [
                            { "label": "Ship it", "value": "SHIP" },
                            { "label": "Look at it again tomorrow", "value": "WAIT" }
                          ],
                          "validate": { "required": true }
                        }
                      ],
                      "type": "default", "id": "LookAtBigOrder", "executionPlatform": "Camunda Platform",
                      "executionPlatformVersion": "7.24.0", "schemaVersion": 16
                    }
                    """);
            edited.enter(
                    "LookAtBigOrder",
                    "=order",
                    "=sku",
                    "decision",
                    "SHIP",
                    "WAIT",
                    "Ship it",
                    "Look at it again tomorrow");
            var inside = "SubProcess_UntilTheShipment";
            edited.diagram(
                    "Backorder.bpmn",
                    edit -> edit.room(930, 340)
                            .without("Flow_StockThere_HandOverToWarehouse")
                            .add(inside, """
                            <bpmn:exclusiveGateway id="Gateway_BigOrder" name="Worth more than 500?" />""", 955, 275, 50, 50)
                            .add(inside, """
                            <bpmn:userTask id="Task_LookAtBigOrder" name="Look at big order" camunda:formRef="LookAtBigOrder" camunda:formRefBinding="latest" camunda:candidateGroups="support" camunda:dueDate="${dueDates.inWorkingDays(1)}" camunda:priority="60" />""", 1030, 168, 100, 80)
                            .add(inside, """
                            <bpmn:exclusiveGateway id="Gateway_MayShip" name="May it ship?" />""", 1180, 183, 50, 50)
                            .add(inside, """
                            <bpmn:intermediateCatchEvent id="Event_NextDayBegun" name="Next day begun"><bpmn:timerEventDefinition id="EventDefinition_NextDayBegun"><bpmn:timeDate xsi:type="bpmn:tFormalExpression"></bpmn:timeDate></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>""", 1292, 190, 36, 36)
                            .labelAt("Gateway_MayShip", 1218, 165, 66, 14)
                            .time("Event_NextDayBegun", "${facts.nextDay()}")
                            .add(inside, """
                            <bpmn:exclusiveGateway id="Gateway_BigOrderSeen" />""", 1180, 275, 50, 50)
                            .flow(
                                    "Flow_StockThere_BigOrder",
                                    null,
                                    null,
                                    "Gateway_StockThere",
                                    "Gateway_BigOrder",
                                    905,
                                    300,
                                    955,
                                    300)
                            .flow(
                                    "SequenceFlow_BigOrder_Look",
                                    "yes",
                                    "${facts.total(fulfillmentId) > 500}",
                                    "Gateway_BigOrder",
                                    "Task_LookAtBigOrder",
                                    980,
                                    275,
                                    980,
                                    208,
                                    1030,
                                    208)
                            .flow(
                                    "SequenceFlow_BigOrder_Seen",
                                    "no",
                                    null,
                                    "Gateway_BigOrder",
                                    "Gateway_BigOrderSeen",
                                    1005,
                                    300,
                                    1180,
                                    300)
                            .defaultFlow("Gateway_BigOrder", "SequenceFlow_BigOrder_Seen")
                            .flow(
                                    "Flow_Look_MayShip",
                                    null,
                                    null,
                                    "Task_LookAtBigOrder",
                                    "Gateway_MayShip",
                                    1130,
                                    208,
                                    1180,
                                    208)
                            .flow(
                                    "SequenceFlow_MayShip_Seen",
                                    "yes",
                                    "${decision == 'SHIP'}",
                                    "Gateway_MayShip",
                                    "Gateway_BigOrderSeen",
                                    1205,
                                    233,
                                    1205,
                                    275)
                            .flow(
                                    "SequenceFlow_MayShip_NextDay",
                                    "no",
                                    null,
                                    "Gateway_MayShip",
                                    "Event_NextDayBegun",
                                    1230,
                                    208,
                                    1292,
                                    208)
                            .defaultFlow("Gateway_MayShip", "SequenceFlow_MayShip_NextDay")
                            .flow(
                                    "Flow_NextDay_Look",
                                    null,
                                    null,
                                    "Event_NextDayBegun",
                                    "Task_LookAtBigOrder",
                                    1310,
                                    190,
                                    1310,
                                    154,
                                    1080,
                                    154,
                                    1080,
                                    168)
                            .flow(
                                    "Flow_BigOrderSeen_HandOver",
                                    null,
                                    null,
                                    "Gateway_BigOrderSeen",
                                    "Task_HandOverToWarehouse",
                                    1230,
                                    300,
                                    1300,
                                    300));
        }
    };

    private final String heading;

    HandbookExample(String heading) {
        this.heading = heading;
    }

    abstract void change(Edited edited);

    /** These files, changed. */
    public Edited edit(SortedMap<String, byte[]> files) {
        var edited = new Edited(files);
        change(edited);
        return edited;
    }

    /** What the handbook says about it. */
    public String section() {
        return Handbook.section(heading);
    }

    /** Files in the hands of an analyst. */
    public static final class Edited {

        private final SortedMap<String, byte[]> all;
        private final SortedMap<String, byte[]> changed = new TreeMap<>();
        private final Set<String> entered = new LinkedHashSet<>();

        private Edited(SortedMap<String, byte[]> files) {
            all = new TreeMap<>(files);
        }

        SortedMap<String, byte[]> all() {
            return all;
        }

        /** What is to be rolled out. */
        public SortedMap<String, byte[]> changed() {
            return changed;
        }

        /** All that was typed in or chosen. */
        Collection<String> entered() {
            return entered;
        }

        void enter(String... values) {
            entered.addAll(List.of(values));
        }

        String text(String file) {
            return new String(all.get(file), StandardCharsets.UTF_8);
        }

        void put(String file, String content) {
            put(file, content.getBytes(StandardCharsets.UTF_8));
        }

        private void put(String file, byte[] content) {
            all.put(file, content);
            changed.put(file, content);
        }

        void diagram(String file, Consumer<DiagramEdit> how) {
            var edit = new DiagramEdit(all.get(file));
            how.accept(edit);
            put(file, edit.done());
            entered.addAll(edit.entered());
        }
    }
}
