package org.forthcoming.access;

/** What a user may be; the groups of the same names in the engine give the roles, {@code camunda-admin} gives ADMIN. */
enum Role {
    ADMIN,
    SUPPORT,
    WAREHOUSE,
    FINANCE,
    OPERATIONS,
    ANALYST,
    INTEGRATION;

    /** Everybody who works for the shop; INTEGRATION is a shop's system. */
    static final Role[] STAFF = {SUPPORT, WAREHOUSE, FINANCE, OPERATIONS, ANALYST};

    static final Role[] ALL = {SUPPORT, WAREHOUSE, FINANCE, OPERATIONS, ANALYST, INTEGRATION};
}
