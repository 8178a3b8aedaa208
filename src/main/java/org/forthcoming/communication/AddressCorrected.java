package org.forthcoming.communication;

/**
 * The customer's mail address was corrected: other mails of the order that were refused may go now.
 *
 * @param mailId the mail for which it was corrected, which goes by itself
 */
public record AddressCorrected(String orderNumber, long mailId) {}
