package org.forthcoming.processes;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.calendar.CronTimer;
import org.camunda.bpm.engine.impl.calendar.DurationHelper;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOutputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.xml.ModelException;
import org.forthcoming.communication.Notice;
import org.forthcoming.communication.TemplateCheck;

/**
 * Reads every diagram, decision table and form, and says in an analyst's words what would not run or would do harm.
 *
 * <p>Needs no engine: the build and every start ask it.
 */
class ModelCheck {

    private static final Pattern ROOT_OF_EXPRESSION = Pattern.compile("(?<![\\w.'\"])([a-zA-Z_]\\w*)(?!\\w*')");
    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^}]*)}");
    private static final Pattern CALL = Pattern.compile("(facts|dueDates)\\.(\\w+)");
    private static final Set<String> NO_VARIABLES = Set.of(
            "null", "true", "false", "empty", "and", "or", "not", "eq", "ne", "lt", "gt", "le", "ge", "execution");
    private static final Pattern GENERATED_ID =
            Pattern.compile("(Activity|Event|Gateway|StartEvent|EndEvent|BoundaryEvent|Task|SubProcess)_[0-9a-z]{7}");

    static final String TOO_DEEP = "Something in these files is nested so deeply that it can't be read.";

    private final SortedMap<String, byte[]> files;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, BpmnModelInstance> diagrams = new HashMap<>();
    private final Map<String, DmnModelInstance> tables = new HashMap<>();
    private final Map<String, JsonNode> forms = new HashMap<>();
    private final Set<String> decisions = new HashSet<>();
    private final Set<String> used = new HashSet<>();

    ModelCheck(SortedMap<String, byte[]> files) {
        this.files = files;
    }

    /** What has to be mended, a sentence each; empty when the models can be run. */
    List<String> faults() {
        try {
            return found();
        } catch (StackOverflowError e) {
            return List.of(TOO_DEEP);
        }
    }

    private List<String> found() {
        files.forEach(this::read);
        safety();
        diagrams.forEach(this::diagram);
        tables.forEach(this::table);
        everythingIsUsed();
        return faults.stream().distinct().sorted().toList();
    }

    private void diagram(String name, BpmnModelInstance model) {
        try {
            new Diagram(name, model).check();
        } catch (ModelException e) {
            // One element names another that there is not, such as a flow that was taken out in an editor of texts.
            faults.add("%s.bpmn: the file can't be read: %s".formatted(name, firstLine(e)));
        }
    }

    /** What could run code or reach outside, of all that an analyst may write. */
    private void safety() {
        var mails = new TreeMap<String, byte[]>();
        files.forEach((name, content) -> {
            if (name.endsWith(".bpmn")) {
                faults.addAll(DiagramSafety.faults(baseName(name), content));
            } else if (name.endsWith(".dmn")) {
                faults.addAll(TableSafety.faults(baseName(name), content));
            } else if (name.startsWith(ModelFiles.MAILS)) {
                mails.put(name.substring(ModelFiles.MAILS.length()), content);
            }
        });
        forms.forEach((name, form) -> faults.addAll(FormSafety.faults(name, form)));
        faults.addAll(TemplateCheck.faults(mails));
    }

    private void read(String name, byte[] content) {
        try {
            if (name.endsWith(".bpmn")) {
                diagrams.put(baseName(name), Bpmn.readModelFromStream(new ByteArrayInputStream(content)));
            } else if (name.endsWith(".dmn")) {
                var table = Dmn.readModelFromStream(new ByteArrayInputStream(content));
                tables.put(baseName(name), table);
                table.getModelElementsByType(Decision.class).forEach(decision -> decisions.add(decision.getId()));
            } else if (name.endsWith(".form")) {
                forms.put(baseName(name), new ObjectMapper().readTree(content));
            }
        } catch (ModelException | IOException e) {
            faults.add("%s: the file can't be read: %s".formatted(name, firstLine(e)));
        }
    }

    private void table(String name, DmnModelInstance table) {
        for (var decision : table.getModelElementsByType(Decision.class)) {
            if (!decision.getId().equals(name)
                    && table.getModelElementsByType(Decision.class).size() == 1) {
                faults.add(
                        "%s: the decision's id is %s; it must be the file's name.".formatted(name, decision.getId()));
            }
            if (blank(decision.getCamundaHistoryTimeToLiveString())) {
                faults.add("%s: the time to live of its history is missing.".formatted(name));
            }
        }
        for (var output : table.getModelElementsByType(Output.class)) {
            if (blank(output.getName())) {
                faults.add("%s: an output has no name.".formatted(name));
            }
        }
        faults.addAll(new TableCheck(name, table).faults());
    }

    private void everythingIsUsed() {
        used.addAll(Set.of(
                ModelContract.LAW_PROFILE,
                ModelContract.ALLOCATION_PRIORITY,
                ModelContract.DELAY_POLICY,
                ModelContract.NOTICE_POLICY,
                ModelContract.CUSTOMER_RIGHTS,
                ModelContract.DELAY_WATCH,
                ModelContract.DAY_WATCH,
                ModelContract.CUSTOMER_QUESTION,
                ModelContract.WITHDRAWAL,
                ModelContract.LATE_SUPPLY,
                ModelContract.MASS_ACT,
                ModelContract.PREORDER,
                ModelContract.BACKORDER,
                ModelContract.MAIL,
                ModelContract.ALLOCATION,
                ModelContract.REPROMISING));
        for (var process : List.of(
                ModelContract.PREORDER,
                ModelContract.BACKORDER,
                ModelContract.MAIL,
                ModelContract.ALLOCATION,
                ModelContract.REPROMISING,
                ModelContract.DELAY_WATCH,
                ModelContract.DAY_WATCH,
                ModelContract.CUSTOMER_QUESTION,
                ModelContract.WITHDRAWAL,
                ModelContract.LATE_SUPPLY,
                ModelContract.MASS_ACT)) {
            if (!diagrams.containsKey(process)) {
                faults.add("%s: this process is missing; Forthcoming starts it.".formatted(process));
            }
        }
        for (var lifecycle : List.of(ModelContract.PREORDER, ModelContract.BACKORDER)) {
            for (var element : ModelContract.BEGINNINGS) {
                if (diagrams.containsKey(lifecycle) && diagrams.get(lifecycle).getModelElementById(element) == null) {
                    faults.add("%s: the element %s is missing; Forthcoming lets processes begin there."
                            .formatted(lifecycle, element));
                }
            }
        }
        for (var table : List.of(
                ModelContract.LAW_PROFILE,
                ModelContract.ALLOCATION_PRIORITY,
                ModelContract.DELAY_POLICY,
                ModelContract.NOTICE_POLICY,
                ModelContract.CUSTOMER_RIGHTS)) {
            if (!decisions.contains(table)) {
                faults.add("%s: this decision table is missing; Forthcoming asks it.".formatted(table));
            }
        }
        unused(diagrams.keySet(), "process", "nobody calls it");
        unused(decisions, "decision table", "nobody asks it");
        unused(forms.keySet(), "form", "no user task shows it");
    }

    private void unused(Collection<String> names, String kind, String why) {
        names.stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> faults.add("%s: the %s is not used, %s.".formatted(name, kind, why)));
    }

    /** One diagram. */
    private class Diagram {

        private final String name;
        private final BpmnModelInstance model;

        Diagram(String name, BpmnModelInstance model) {
            this.name = name;
            this.model = model;
        }

        void check() {
            all(Process.class).forEach(this::process);
            all(FlowNode.class).forEach(this::node);
            all(Activity.class).forEach(this::loops);
            all(ServiceTask.class).forEach(task -> step(task, task.getCamundaDelegateExpression()));
            all(SendTask.class).forEach(task -> step(task, task.getCamundaDelegateExpression()));
            all(BusinessRuleTask.class).forEach(this::businessRule);
            all(ScriptTask.class).forEach(task -> fault(task, "scripts are not run; use a step or a decision table"));
            all(UserTask.class).forEach(this::userTask);
            all(CallActivity.class).forEach(this::call);
            all(ExclusiveGateway.class).forEach(this::split);
            all(SequenceFlow.class).forEach(this::flow);
            all(Message.class).forEach(this::message);
            all(TimerEventDefinition.class).forEach(this::timer);
            all(ErrorEventDefinition.class).forEach(this::error);
            all(CamundaExecutionListener.class)
                    .forEach(listener -> listener(listener.getCamundaDelegateExpression(), (BaseElement)
                            listener.getParentElement().getParentElement()));
            all(CamundaInputParameter.class).forEach(input -> mapping(input.getTextContent(), input));
            all(CamundaOutputParameter.class).forEach(output -> mapping(output.getTextContent(), output));
        }

        private <T extends org.camunda.bpm.model.xml.instance.ModelElementInstance> Collection<T> all(Class<T> type) {
            return model.getModelElementsByType(type);
        }

        private void process(Process process) {
            if (!process.getId().equals(name)) {
                fault("the process's id is %s; it must be the file's name".formatted(process.getId()));
            }
            if (!process.isExecutable()) {
                fault("the process is not marked as executable");
            }
            if (blank(process.getCamundaHistoryTimeToLiveString())) {
                fault("the time to live of its history is missing");
            }
        }

        private void node(FlowNode node) {
            if (node.getDiagramElement() == null) {
                fault(node, "it has no shape in the picture");
            }
            if (GENERATED_ID.matcher(node.getId()).matches() || !node.getId().matches(prefix(node) + "_[A-Z]\\w+")) {
                fault(
                        node,
                        "its id %s does not tell what it is; write %s_ and its label in one word"
                                .formatted(node.getId(), prefix(node)));
            }
            var split = node instanceof ExclusiveGateway && node.getOutgoing().size() > 1;
            if (blank(node.getName()) && (!(node instanceof Gateway) || split)) {
                fault(node, split ? "a gateway that splits asks a question" : "it has no label");
            }
            if (node instanceof Activity activity && activity.isCamundaAsyncAfter()) {
                fault(node, "put the save point before a step, not after it");
            }
            if (node.getIncoming().isEmpty()
                    && !(node instanceof StartEvent
                            || node instanceof BoundaryEvent
                            || node instanceof SubProcess sub && sub.triggeredByEvent())) {
                fault(node, "nothing leads to it");
            }
            if (node.getOutgoing().isEmpty()
                    && !(node instanceof EndEvent || node instanceof SubProcess sub && sub.triggeredByEvent())) {
                fault(node, "nothing follows it; end the path with an end event");
            }
        }

        private void loops(Activity activity) {
            if (activity.getLoopCharacteristics() != null) {
                fault(activity, "steps are not repeated by markers; draw the way back");
            }
        }

        private void step(Activity task, String delegate) {
            var bean = bean(delegate);
            if (bean == null || ModelContract.step(bean) == null) {
                fault(
                        task,
                        bean == null
                                ? "it does nothing: its delegate expression is missing"
                                : "step %s is unknown".formatted(bean));
                return;
            }
            if (!org.camunda.bpm.engine.delegate.JavaDelegate.class.isAssignableFrom(ModelContract.step(bean))) {
                fault(task, "%s prepares a user task and can't be a step".formatted(bean));
            }
            if (ModelContract.REACHING_OUT.contains(bean) && !task.isCamundaAsyncBefore()) {
                fault(
                        task,
                        "it reaches beyond the database, so a save point (asynchronous before) must stand before it");
            }
            if (bean.equals("handOverToWarehouse")
                    && !task.getOutgoing().stream()
                            .allMatch(flow -> flow.getTarget().getId().equals(ModelContract.PACK_AND_SHIP))) {
                // From here on doors report the shipment, which that task hears.
                fault(
                        task,
                        "%s must follow it at once; what comes before the shipment stands before this step"
                                .formatted(ModelContract.PACK_AND_SHIP));
            }
            var notice = input(task, ModelContract.NOTICE.name());
            if (bean.equals("sendMail")) {
                notice(task, notice);
            } else if (notice != null) {
                fault(task, "only sendMail knows a notice");
            }
        }

        private void notice(Activity task, String notice) {
            var known = new TreeSet<String>();
            files.keySet().stream()
                    .filter(file -> file.startsWith(ModelFiles.MAILS) && file.endsWith(".en.html"))
                    .map(file -> file.substring(ModelFiles.MAILS.length(), file.length() - ".en.html".length()))
                    .filter(Notice::canBeNamed)
                    .forEach(known::add);
            if (notice == null) {
                fault(task, "which mail to send is missing; set the input notice to one of " + list(known));
            } else if (!known.contains(notice)) {
                var template = Notice.OF_THE_PRODUCT.stream()
                        .anyMatch(one -> one.name().equals(notice));
                fault(
                        task,
                        template
                                ? "notice %s has no template in bpmn/mails".formatted(notice)
                                : "notice %s is unknown; choose one of %s".formatted(notice, list(known)));
            }
        }

        private void businessRule(BusinessRuleTask task) {
            var decision = task.getCamundaDecisionRef();
            if (blank(decision) || !decisions.contains(decision)) {
                fault(
                        task,
                        blank(decision)
                                ? "it asks no decision table"
                                : "decision table %s does not exist".formatted(decision));
            } else {
                used.add(decision);
            }
            if (!blank(task.getCamundaDecisionRefBinding())
                    && !task.getCamundaDecisionRefBinding().equals("latest")) {
                fault(task, "decision tables are asked in their latest version");
            }
            if (!blank(task.getCamundaResultVariable())) {
                fault(task, "a whole result must not be stored; map its parts to outputs");
            }
        }

        private void userTask(UserTask task) {
            var form = task.getCamundaFormRef();
            if (blank(form)) {
                fault(task, "it has no form");
            } else if (!forms.containsKey(form)) {
                fault(task, "form %s does not exist in bpmn/forms".formatted(form));
            } else {
                used.add(form);
                var fields = fields(forms.get(form));
                for (var field : ModelContract.SUBMITTED.getOrDefault(task.getId(), List.of())) {
                    if (!fields.contains(field)) {
                        fault(task, "its form %s lacks the field %s".formatted(form, field));
                    }
                }
                var taken = ModelContract.fieldsOf(task.getId());
                fields.stream()
                        .filter(field -> !taken.contains(field))
                        .forEach(field -> fault(
                                task,
                                "its form %s has the field %s, which is not taken here; taken is %s"
                                        .formatted(form, field, list(taken))));
                if (!forms.get(form).path("id").asText().equals(form)) {
                    fault(task, "the id of form %s must be its file's name".formatted(form));
                }
            }
            if (!"latest".equals(task.getCamundaFormRefBinding())) {
                fault(task, "its form must be bound to the latest version");
            }
            if (blank(task.getCamundaCandidateGroups())) {
                fault(task, "nobody sees it: its candidate group is missing");
            }
            if (blank(task.getCamundaDueDate())) {
                fault(task, "its due date is missing");
            } else {
                expression(task.getCamundaDueDate(), task, "its due date");
            }
            if (blank(task.getCamundaPriority())) {
                fault(task, "its priority is missing");
            }
            for (var listener :
                    task.getChildElementsByType(org.camunda.bpm.model.bpmn.instance.ExtensionElements.class)) {
                listener.getChildElementsByType(CamundaTaskListener.class)
                        .forEach(one -> listener(one.getCamundaDelegateExpression(), task));
            }
        }

        private Set<String> fields(JsonNode form) {
            var fields = new HashSet<String>();
            form.findValuesAsText("key").forEach(fields::add);
            return fields;
        }

        private void listener(String delegate, BaseElement of) {
            var bean = bean(delegate);
            if (bean == null || ModelContract.step(bean) == null) {
                fault(of, "listener %s is unknown".formatted(bean));
            }
        }

        private void call(CallActivity call) {
            var called = call.getCalledElement();
            if (blank(called) || !diagrams.containsKey(called)) {
                fault(call, blank(called) ? "it calls no process" : "process %s does not exist".formatted(called));
            } else {
                used.add(called);
            }
            if (!blank(call.getCamundaCalledElementBinding())
                    && !call.getCamundaCalledElementBinding().equals("latest")) {
                fault(call, "processes are called in their latest version");
            }
        }

        private void split(ExclusiveGateway gateway) {
            if (gateway.getOutgoing().size() < 2) {
                return;
            }
            if (gateway.getDefault() == null) {
                fault(gateway, "no answer is left when none of the conditions holds; mark one flow as default");
            }
            for (var flow : gateway.getOutgoing()) {
                if (blank(flow.getName())) {
                    fault(gateway, "a flow that leaves it has no answer as its label");
                }
                if (flow != gateway.getDefault() && flow.getConditionExpression() == null) {
                    fault(gateway, "the answer “%s” has no condition".formatted(flow.getName()));
                }
                if (flow == gateway.getDefault() && flow.getConditionExpression() != null) {
                    fault(gateway, "the default answer “%s” must not have a condition".formatted(flow.getName()));
                }
            }
        }

        private void flow(SequenceFlow flow) {
            if (flow.getDiagramElement() == null) {
                fault("the flow %s has no line in the picture".formatted(flow.getId()));
            }
            if (flow.getConditionExpression() == null) {
                return;
            }
            var condition = flow.getConditionExpression().getTextContent().strip();
            if (!flow.getId().startsWith("SequenceFlow_")) {
                fault(
                        flow.getSource(),
                        "the id of the flow “%s” with a condition must start with SequenceFlow_"
                                .formatted(flow.getName()));
            }
            expression(condition, flow.getSource(), "the condition %s".formatted(condition));
        }

        /** An expression uses only variables and beans that there are. */
        private void expression(String text, BaseElement of, String what) {
            var expressions = EXPRESSION.matcher(text);
            if (!expressions.find()) {
                fault(of, "%s is no expression like ${...}".formatted(what));
                return;
            }
            expressions.reset();
            while (expressions.find()) {
                var inside = expressions.group(1);
                var roots = ROOT_OF_EXPRESSION.matcher(
                        inside.replaceAll("'[^']*'", "").replaceAll("\"[^\"]*\"", ""));
                while (roots.find()) {
                    var root = roots.group(1);
                    if (!NO_VARIABLES.contains(root)
                            && !ModelContract.VARIABLES.contains(root)
                            && !ModelContract.ANSWERS.containsKey(root)) {
                        fault(
                                of,
                                "%s uses %s, which is unknown; known are %s"
                                        .formatted(what, root, list(ModelContract.VARIABLES)));
                    }
                }
                var calls = CALL.matcher(inside);
                while (calls.find()) {
                    var call = calls;
                    if (List.of(ModelContract.ANSWERS.get(call.group(1)).getMethods()).stream()
                            .noneMatch(method -> method.getName().equals(call.group(2)))) {
                        fault(of, "%s asks for %s.%s, which is unknown".formatted(what, call.group(1), call.group(2)));
                    }
                }
            }
        }

        private void mapping(String text, org.camunda.bpm.model.xml.instance.ModelElementInstance parameter) {
            var activity = (BaseElement)
                    parameter.getParentElement().getParentElement().getParentElement();
            if (text.contains("{") && !text.contains("decisionResult")) {
                expression(text.strip(), activity, "the mapping %s".formatted(text.strip()));
            }
        }

        private void message(Message message) {
            if (!ModelContract.MESSAGES.contains(message.getName())) {
                fault("message %s is unknown, nobody sends it; choose one of %s"
                        .formatted(message.getName(), list(ModelContract.MESSAGES)));
            }
        }

        private void timer(TimerEventDefinition timer) {
            var event = (BaseElement) timer.getParentElement();
            if (timer.getTimeDate() != null) {
                var text = timer.getTimeDate().getTextContent().strip();
                if (!text.startsWith("$")) {
                    fault(event, "a fixed date passes for every order at once; ask ${facts....}");
                } else {
                    expression(text, event, "its date");
                }
            } else if (timer.getTimeDuration() != null) {
                duration(timer.getTimeDuration().getTextContent().strip(), event, false);
            } else if (timer.getTimeCycle() != null) {
                duration(timer.getTimeCycle().getTextContent().strip(), event, true);
            } else {
                fault(event, "its timer has no time");
            }
        }

        private void duration(String text, BaseElement event, boolean cycle) {
            if (text.startsWith("$")) {
                expression(text, event, "its time");
                return;
            }
            try {
                if (cycle && !text.startsWith("R")) {
                    CronTimer.parse(text);
                } else if (!cycle && !text.startsWith("P")) {
                    throw new IllegalArgumentException();
                } else {
                    new DurationHelper(text);
                }
            } catch (Exception e) {
                fault(
                        event,
                        "its time “%s” can't be understood; write it like %s"
                                .formatted(text, cycle ? "R/P14D" : "P10D"));
            }
        }

        private void error(ErrorEventDefinition definition) {
            var event = (Event) definition.getParentElement();
            Error error = definition.getError();
            if (error == null || blank(error.getErrorCode())) {
                fault(event, "it names no error");
            } else if (event instanceof ThrowEvent
                    && all(ErrorEventDefinition.class).stream()
                            .noneMatch(other ->
                                    !(other.getParentElement() instanceof ThrowEvent) && other.getError() == error)) {
                fault(event, "nobody catches the error %s".formatted(error.getErrorCode()));
            }
        }

        private String input(Activity task, String parameter) {
            return task.getModelInstance().getModelElementsByType(CamundaInputParameter.class).stream()
                    .filter(input -> input.getParentElement().getParentElement().getParentElement() == task
                            || task.equals(
                                    input.getParentElement().getParentElement().getParentElement()))
                    .filter(input -> parameter.equals(input.getCamundaName()))
                    .map(input -> input.getTextContent().strip())
                    .findFirst()
                    .orElse(null);
        }

        private void fault(BaseElement element, String what) {
            var label = element instanceof FlowElement flow && !blank(flow.getName())
                    ? flow.getName().replaceAll("\\s+", " ")
                    : element.getId();
            faults.add("%s, “%s”: %s.".formatted(name, label, what));
        }

        private void fault(String what) {
            faults.add("%s: %s.".formatted(name, what));
        }
    }

    private static String prefix(FlowNode node) {
        if (node instanceof StartEvent) {
            return "StartEvent";
        }
        if (node instanceof EndEvent) {
            return "EndEvent";
        }
        if (node instanceof BoundaryEvent) {
            return "BoundaryEvent";
        }
        if (node instanceof IntermediateCatchEvent || node instanceof IntermediateThrowEvent) {
            return "Event";
        }
        return node instanceof Gateway ? "Gateway" : node instanceof SubProcess ? "SubProcess" : "Task";
    }

    private static String bean(String delegate) {
        var expression = delegate == null ? null : EXPRESSION.matcher(delegate.strip());
        return expression != null && expression.matches() ? expression.group(1).strip() : null;
    }

    private static String list(Collection<String> names) {
        return names.stream().collect(joining(", "));
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private static String baseName(String file) {
        return file.substring(0, file.lastIndexOf('.'));
    }

    private static String firstLine(Exception e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
