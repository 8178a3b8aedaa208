package org.forthcoming.processes;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Nobody could sign in: there are no default users here, and no administrator was named. */
class AdministratorMissing extends RuntimeException {

    AdministratorMissing() {
        super("No administrator is named, and default users exist only where nobody else can reach them.");
    }

    /** Says at the start what to do about it. */
    static class Analyzer extends AbstractFailureAnalyzer<AdministratorMissing> {

        @Override
        protected FailureAnalysis analyze(Throwable root, AdministratorMissing missing) {
            return new FailureAnalysis(
                    missing.getMessage(),
                    "Set forthcoming.admin.id and forthcoming.admin.password to the first administrator's, for example"
                            + " by the environment variables FORTHCOMING_ADMIN_ID and FORTHCOMING_ADMIN_PASSWORD."
                            + " Without the profile production, and with server.address on this machine alone"
                            + " (127.0.0.1), Forthcoming starts with users for trying it out.",
                    missing);
        }
    }
}
