package org.forthcoming.access;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** It can't be started safely, because nobody said what it must not make up by itself. */
class SettingsMissing extends RuntimeException {

    SettingsMissing(Map<String, String> meaningByName) {
        super(meaningByName.entrySet().stream()
                .map(setting -> "%s (%s)".formatted(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining(
                        " and ",
                        "Forthcoming does not start where others can reach it without ",
                        ": it brings no default user, password or secret there.")));
    }

    /** Says what to do about it. */
    static class Analyzer extends AbstractFailureAnalyzer<SettingsMissing> {

        @Override
        protected FailureAnalysis analyze(Throwable root, SettingsMissing missing) {
            return new FailureAnalysis(
                    missing.getMessage(),
                    "Set them in a file application.yaml beside the program or as environment variables, for example"
                            + " FORTHCOMING_ADMIN_ID, FORTHCOMING_ADMIN_PASSWORD and FORTHCOMING_LINKSECRET. To try it"
                            + " out, start it without the profile production and with server.address=127.0.0.1.",
                    missing);
        }
    }
}
