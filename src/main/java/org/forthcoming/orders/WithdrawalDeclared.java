package org.forthcoming.orders;

/** The customer withdrew from the contract on this fulfillment, whether it has shipped or not. */
public record WithdrawalDeclared(Fulfillment fulfillment) {}
