package org.forthcoming.orders;

/** How far a customer has come with the delays of a fulfillment. */
public enum DelayStage {
    /** Told, and nothing was asked. */
    TOLD,
    /** Asked whether to wait or to cancel, without an answer yet. */
    ASKED,
    /** Agreed to wait until the day told last, expressly or by silence. */
    AGREED,
    /** Agreed expressly to wait although no day is known: is asked no more, and may cancel at any time. */
    AGREED_UNDATED
}
