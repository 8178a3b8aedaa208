package org.forthcoming.processes;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first administrator, created when there is no such user; required in production and wherever the server listens
 * to more than its own machine.
 *
 * @param id the user's id
 * @param password the user's password; changed later in Camunda's Admin
 */
@ConfigurationProperties("forthcoming.admin")
record AdministratorSettings(String id, String password) {

    boolean given() {
        return id != null && !id.isBlank() && password != null && !password.isBlank();
    }
}
