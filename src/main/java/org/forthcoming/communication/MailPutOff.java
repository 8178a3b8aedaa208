package org.forthcoming.communication;

import java.time.Instant;

/** A mail is not to go before that instant: another may take its place until then. */
public record MailPutOff(long mailId, Instant until) {}
