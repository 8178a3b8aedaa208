package org.forthcoming.processes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** Every name that the models and the code share, once. Whoever renames one here breaks models that still run. */
public final class ModelContract {

    // Processes and decisions --------------------------------------------------------------------------------------

    static final String PREORDER = "Preorder";
    static final String BACKORDER = "Backorder";
    static final String MAIL = "Mail";
    static final String ALLOCATION = "Allocation";
    static final String REPROMISING = "Repromising";
    static final String DELAY_WATCH = "DelayWatch";
    static final String LATE_SUPPLY = "LateSupply";
    static final String CUSTOMER_QUESTION = "CustomerQuestion";
    static final String WITHDRAWAL = "Withdrawal";
    static final String DAY_WATCH = "DayWatch";
    static final String MASS_ACT = "MassAct";
    static final String DELAY_NOTICE = "DelayNotice";

    static final String LAW_PROFILE = "LawProfile";
    static final String DELAY_POLICY = "DelayPolicy";
    static final String NOTICE_POLICY = "NoticePolicy";
    static final String REFUND_POLICY = "RefundPolicy";
    static final String CUSTOMER_RIGHTS = "CustomerRights";
    static final String ALLOCATION_PRIORITY = "AllocationPriority";

    // Messages: each is a fact, named as its event -----------------------------------------------------------------

    static final String STOCK_ALLOCATED = "StockAllocated";
    static final String RELEASE_POSTPONED = "ReleasePostponed";
    static final String PROMISE_IMPROVED = "PromiseImproved";
    static final String FULFILLMENT_CANCELED = "FulfillmentCanceled";
    static final String ORDER_CHANGED = "OrderChanged";
    static final String FULFILLMENT_DELIVERED = "FulfillmentDelivered";
    static final String FEEDBACK_GIVEN = "FeedbackGiven";
    static final String ADDRESS_CORRECTED = "AddressCorrected";
    static final String DELAY_TOLD = "DelayTold";
    static final String DELAY_RENEWED = "DelayRenewed";
    static final String DELAY_AGREED = "DelayAgreed";
    static final String LATE_ORDERS_SETTLED = "LateOrdersSettled";

    /** The messages that our code sends to running processes. */
    static final Set<String> MESSAGES = new TreeSet<>(Set.of(
            STOCK_ALLOCATED,
            RELEASE_POSTPONED,
            PROMISE_IMPROVED,
            FULFILLMENT_CANCELED,
            ORDER_CHANGED,
            FULFILLMENT_DELIVERED,
            FEEDBACK_GIVEN,
            ADDRESS_CORRECTED,
            DELAY_TOLD,
            DELAY_RENEWED,
            DELAY_AGREED,
            LATE_ORDERS_SETTLED));

    // User tasks and timers that our code knows --------------------------------------------------------------------

    public static final String PACK_AND_SHIP = "Task_PackAndShip";
    public static final String REFUND_CUSTOMER = "Task_RefundCustomer";
    public static final String FOLLOW_UP_ON_FEEDBACK = "Task_FollowUpOnFeedback";
    public static final String CORRECT_MAIL_ADDRESS = "Task_CorrectMailAddress";
    public static final String ANSWER_QUESTION = "Task_AnswerQuestion";
    public static final String ARRANGE_RETURN = "Task_ArrangeReturn";
    public static final String DECIDE_ON_LATE_ORDER = "Task_DecideOnLateOrder";

    // Where a process begins that is not the first of its fulfillment: what was split off, or has no process any more.
    static final String STOCK_NEEDED = "StartEvent_StockNeeded";
    static final String HANDLE_DELAY = "Task_HandleDelay";
    static final String TELL_CHANGE = "Task_TellChange";
    static final String TELL_CANCELLATION = "Task_TellCancellation";
    static final String TELL_SHIPMENT = "Task_TellShipment";
    static final String ASK_FOR_FEEDBACK = "Task_AskForFeedback";
    static final String BAD_RATING = "Gateway_BadRating";

    static final List<String> BEGINNINGS = List.of(
            STOCK_NEEDED, HANDLE_DELAY, TELL_CHANGE, TELL_CANCELLATION, TELL_SHIPMENT, ASK_FOR_FEEDBACK, BAD_RATING);

    static final String RELEASE_DAY_REACHED = "Event_ReleaseDayReached";

    /** What is submitted with a user task, and has to be a field of its form. */
    static final Map<String, List<String>> SUBMITTED = Map.of(
            PACK_AND_SHIP, List.of("carrier", "trackingNumber"),
            REFUND_CUSTOMER, List.of("refundedAmount", "refundedOn"),
            FOLLOW_UP_ON_FEEDBACK, List.of("note"),
            CORRECT_MAIL_ADDRESS, List.of("email"),
            ANSWER_QUESTION, List.of("answer"),
            ARRANGE_RETURN, List.of("note"),
            DECIDE_ON_LATE_ORDER, List.of("decision", "promisedOn", "reason"));

    /** What may be submitted with a user task; one that a shop has added takes a decision, for the gateway behind it. */
    static List<String> fieldsOf(String task) {
        return SUBMITTED.getOrDefault(task, List.of(DECISION.name()));
    }

    // Variables: ids and what a gateway decides on, never objects --------------------------------------------------

    public static final Variable<Long> FULFILLMENT_ID = new Variable<>("fulfillmentId", Long.class);
    public static final Variable<Long> REFUND_ID = new Variable<>("refundId", Long.class);
    public static final Variable<Long> QUESTION_ID = new Variable<>("questionId", Long.class);
    public static final Variable<Long> ACT_ID = new Variable<>("actId", Long.class);
    public static final Variable<Long> MAIL_ID = new Variable<>("mailId", Long.class);
    public static final Variable<String> SKU = new Variable<>("sku", String.class);
    public static final Variable<String> CURSOR = new Variable<>("cursor", String.class);
    public static final Variable<String> NOTICE = new Variable<>("notice", String.class);
    public static final Variable<Boolean> TOLD = new Variable<>("told", Boolean.class);
    public static final Variable<Boolean> ADDRESS_REFUSED = new Variable<>("addressRefused", Boolean.class);
    public static final Variable<Integer> DAYS = new Variable<>("days", Integer.class);
    public static final Variable<Boolean> WORKING_DAYS = new Variable<>("workingDays", Boolean.class);
    public static final Variable<String> CARRIER = new Variable<>("carrier", String.class);
    public static final Variable<String> TRACKING_NUMBER = new Variable<>("trackingNumber", String.class);
    public static final Variable<String> REFUNDED_AMOUNT = new Variable<>("refundedAmount", String.class);
    public static final Variable<String> REFUNDED_ON = new Variable<>("refundedOn", String.class);
    public static final Variable<String> NOTE = new Variable<>("note", String.class);
    public static final Variable<String> ANSWER = new Variable<>("answer", String.class);
    public static final Variable<String> GROUP = new Variable<>("group", String.class);
    public static final Variable<String> DECISION = new Variable<>("decision", String.class);
    public static final Variable<String> PROMISED_ON = new Variable<>("promisedOn", String.class);
    public static final Variable<String> REASON = new Variable<>("reason", String.class);
    public static final Variable<String> DECIDED_BY = new Variable<>("decidedBy", String.class);

    /** The ids of fulfillments for which a step of many has failed, with commas; they come last. */
    public static final Variable<String> SET_ASIDE = new Variable<>("setAside", String.class);

    public static final Variable<Boolean> LEFT = new Variable<>("left", Boolean.class);
    public static final Variable<Boolean> ADDRESS_CHANGED = new Variable<>("addressChanged", Boolean.class);
    public static final Variable<String> EMAIL = new Variable<>("email", String.class);

    /** Whether a door has reported what the task asks for, and nothing is left to record; never stored. */
    public static final Variable<Boolean> REPORTED = new Variable<>("reported", Boolean.class);

    /** What a user task's form shows; prepared when the task is created, of the task alone. */
    public static final Variable<String> ABOUT = new Variable<>("about", String.class);

    /** The variables that conditions, timers and mappings of the models may use. */
    static final Set<String> VARIABLES = new TreeSet<>(Set.of(
            FULFILLMENT_ID.name(),
            REFUND_ID.name(),
            ACT_ID.name(),
            MAIL_ID.name(),
            QUESTION_ID.name(),
            SKU.name(),
            CURSOR.name(),
            NOTICE.name(),
            TOLD.name(),
            ADDRESS_REFUSED.name(),
            DAYS.name(),
            WORKING_DAYS.name(),
            REPORTED.name(),
            DECISION.name(),
            LEFT.name(),
            "lawProfile"));

    /** A process variable with its type. */
    public record Variable<T>(String name, Class<T> type) {

        /** Its value, or null where it is not set. Numbers are converted: JSON and decision tables mix their types. */
        public T get(VariableScope scope) {
            var value = scope.getVariable(name);
            if (value instanceof Number number && type == Long.class) {
                return type.cast(number.longValue());
            }
            if (value instanceof Number number && type == Integer.class) {
                return type.cast(number.intValue());
            }
            return type.cast(value instanceof Number && type == String.class ? value.toString() : value);
        }

        public void set(VariableScope scope, T value) {
            scope.setVariable(name, value);
        }

        public void setLocal(VariableScope scope, T value) {
            scope.setVariableLocal(name, value);
        }

        /** Its value, which is then forgotten: what was recorded elsewhere needs no row of the engine. */
        public T take(VariableScope scope) {
            var value = get(scope);
            scope.removeVariable(name);
            return value;
        }

        /** Its value for the code that runs now; never stored. */
        Object passing(T value) {
            return Variables.untypedValue(value, true);
        }
    }

    // Beans --------------------------------------------------------------------------------------------------------

    /** The beans that answer questions in conditions and timers. */
    static final Map<String, Class<?>> ANSWERS = Map.of("facts", Facts.class, "dueDates", DueDates.class);

    /** Steps that reach beyond the database or begin a batch: whoever is before them must be stored when they run. */
    static final Set<String> REACHING_OUT = Set.of(
            "deliverMail",
            "allocateNextBatch",
            "rePromiseNextBatch",
            "findLateness",
            "cancelUntold",
            "tellPackingLate",
            "cancelNextLateOrders",
            "actOnNextOrders",
            "setNewDay",
            "setNoDay");

    /** The class of a step or listener by the name of its bean; null when there is none. */
    static Class<?> step(String bean) {
        var name = ModelContract.class.getPackageName() + ".tasks." + StringUtils.capitalize(bean);
        try {
            var type = ClassUtils.forName(name, ModelContract.class.getClassLoader());
            return JavaDelegate.class.isAssignableFrom(type) || TaskListener.class.isAssignableFrom(type) ? type : null;
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    static boolean isBean(String name) {
        return ANSWERS.containsKey(name) || step(name) != null;
    }

    private ModelContract() {}
}
