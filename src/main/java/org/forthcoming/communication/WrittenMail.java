package org.forthcoming.communication;

/** A mail as its template wrote it. */
record WrittenMail(String subject, String html) {}
