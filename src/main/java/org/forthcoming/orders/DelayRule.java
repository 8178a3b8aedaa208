package org.forthcoming.orders;

/**
 * What the law asks of a notice of a delay.
 *
 * @param silence what it means when the customer does not answer
 * @param days so many days after the promised day its last moment is, to which silence is waited for; whole days
 */
public record DelayRule(Delay.Silence silence, int days) {}
