package org.forthcoming.orders;

/** A customer has asked something; somebody has to answer. */
public record QuestionAsked(Question question) {}
