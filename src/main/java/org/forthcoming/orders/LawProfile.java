package org.forthcoming.orders;

/** The rule on delays that applies to a customer; follows from the delivery country, fixed when the order is placed. */
public enum LawProfile {
    US_FTC,
    EU_CRD,
    UK_CRA,
    STRICTEST
}
