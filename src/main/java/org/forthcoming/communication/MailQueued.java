package org.forthcoming.communication;

/** A mail was stored and has to be sent: the engine's job that does so is created in the same transaction. */
public record MailQueued(long mailId) {}
