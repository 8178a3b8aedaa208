package org.forthcoming.communication;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a mail to a customer is about; each has a template per language in bpmn/mails.
 *
 * <p>Those named here mean something to the product. Any other is a shop's own: it goes out where a diagram says so, says
 * what its template says, and no more.
 */
public final class Notice implements Comparable<Notice> {

    public static final Notice ORDER_CONFIRMED = new Notice("ORDER_CONFIRMED");
    public static final Notice STILL_WAITING = new Notice("STILL_WAITING");
    public static final Notice EARLIER_THAN_PROMISED = new Notice("EARLIER_THAN_PROMISED");
    public static final Notice DELAYED = new Notice("DELAYED");
    public static final Notice CANCELED = new Notice("CANCELED");
    public static final Notice SHIPPED = new Notice("SHIPPED");
    public static final Notice FEEDBACK_REQUESTED = new Notice("FEEDBACK_REQUESTED");
    public static final Notice REFUNDED = new Notice("REFUNDED");
    public static final Notice QUESTION_RECEIVED = new Notice("QUESTION_RECEIVED");
    public static final Notice QUESTION_ANSWERED = new Notice("QUESTION_ANSWERED");
    public static final Notice WITHDRAWAL_RECEIVED = new Notice("WITHDRAWAL_RECEIVED");
    public static final Notice ORDER_CHANGED = new Notice("ORDER_CHANGED");
    public static final Notice ORDER_REJECTED = new Notice("ORDER_REJECTED");
    /** What staff has written in its own words. */
    public static final Notice MESSAGE = new Notice("MESSAGE");

    /** The notices of the product, in the order of an order's life. */
    public static final List<Notice> OF_THE_PRODUCT = List.of(
            ORDER_CONFIRMED,
            STILL_WAITING,
            EARLIER_THAN_PROMISED,
            DELAYED,
            CANCELED,
            SHIPPED,
            FEEDBACK_REQUESTED,
            REFUNDED,
            QUESTION_RECEIVED,
            QUESTION_ANSWERED,
            WITHDRAWAL_RECEIVED,
            ORDER_CHANGED,
            ORDER_REJECTED,
            MESSAGE);

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");

    private static final Map<String, Notice> BY_NAME =
            new TreeMap<>(OF_THE_PRODUCT.stream().collect(Collectors.toMap(Notice::name, Function.identity())));

    private final String name;

    private Notice(String name) {
        this.name = name;
    }

    /** The notice of this name: one of the product's, or a shop's own. */
    public static Notice named(String name) {
        if (!canBeNamed(name)) {
            throw new IllegalArgumentException("“%s” is no name of a notice.".formatted(name));
        }
        return BY_NAME.containsKey(name) ? BY_NAME.get(name) : new Notice(name);
    }

    /** Whether a notice may be named like that: capital letters, digits and underscores, 2 to 40 of them. */
    public static boolean canBeNamed(String name) {
        return name != null && WELL_FORMED.matcher(name).matches();
    }

    public String name() {
        return name;
    }

    /** Whether it is none of the product's. */
    public boolean isShopsOwn() {
        return !BY_NAME.containsKey(name);
    }

    /** Whether one mail tells of all fulfillments of the order, and therefore goes out once per order. */
    boolean ofWholeOrder() {
        return equals(ORDER_CONFIRMED) || equals(ORDER_REJECTED);
    }

    /** Whether one mail tells of several fulfillments of an order at once. */
    public boolean ofSeveral() {
        return ofWholeOrder() || equals(DELAYED);
    }

    /** Whether it tells of a new promise, which is made by telling. */
    boolean promises() {
        return equals(EARLIER_THAN_PROMISED);
    }

    /** Whether at most one goes out for each promise. */
    boolean ofPromise() {
        return equals(EARLIER_THAN_PROMISED) || equals(DELAYED);
    }

    /** Whether nobody needs it any more once the goods have left, or will not leave. */
    boolean onlyBeforeShipment() {
        return yieldsToOthers();
    }

    /** Whether it may tell of a refund. */
    boolean ofMoneyBack() {
        return equals(CANCELED) || equals(ORDER_CHANGED) || equals(REFUNDED);
    }

    /** Whether it is about a question that the customer has asked. */
    boolean ofQuestion() {
        return equals(QUESTION_RECEIVED) || equals(QUESTION_ANSWERED);
    }

    /** Whether it is left out on a day on which the customer hears of the fulfillment anyway. */
    boolean yieldsToOthers() {
        return equals(STILL_WAITING) || equals(EARLIER_THAN_PROMISED);
    }

    @Override
    public int compareTo(Notice other) {
        return name.compareTo(other.name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Notice notice && notice.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
