package org.forthcoming.orders;

/**
 * By when the notice of a delay has to be out, and what follows when it is not.
 *
 * @param daysIfNoneStated where no day was stated, so many days after the order count as the promised one
 * @param daysBefore so many days before the end of these, an order of which still no day is known counts as late
 * @param cancelIfUntold whether what has not shipped is canceled when no notice went out before the promised day ended
 */
public record NoticeRule(int daysIfNoneStated, int daysBefore, boolean cancelIfUntold) {}
