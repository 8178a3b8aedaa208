package org.forthcoming.orders;

/** Somebody has started a mass act. */
public record MassActStarted(MassAct act) {}
