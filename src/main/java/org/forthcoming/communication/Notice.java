package org.forthcoming.communication;

/** What a mail to a customer is about; each has a template per language in bpmn/mails. */
public enum Notice {
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
    ORDER_REJECTED
}
