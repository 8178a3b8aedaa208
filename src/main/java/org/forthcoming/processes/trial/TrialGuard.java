package org.forthcoming.processes.trial;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;

/**
 * Lets stories be played only in the process that was started for them: never on the shop's database, never with a mail
 * server, never where somebody could reach it.
 */
class TrialGuard implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment settings, SpringApplication application) {
        if (settings.acceptsProfiles(Profiles.of(TrialRun.PROFILE)) && !isThrowAway(settings)) {
            throw new IllegalStateException(
                    "The profile trial is for the process in which Forthcoming itself tries changed"
                            + " models out. It starts with no other database than one in memory, no mail server, no web"
                            + " server and no other profile.");
        }
    }

    private static boolean isThrowAway(ConfigurableEnvironment settings) {
        return settings.getActiveProfiles().length == 1
                && StringUtils.hasText(settings.getProperty("forthcoming.trial.directory"))
                && settings.getProperty("spring.datasource.url", "").startsWith("jdbc:h2:mem:")
                && !settings.containsProperty("spring.datasource.hikari.jdbc-url")
                && !settings.containsProperty("spring.datasource.jndi-name")
                && !settings.containsProperty("spring.mail.host")
                && !settings.containsProperty("spring.mail.jndi-name")
                && settings.getProperty("spring.main.web-application-type", "").equals("none");
    }

    /** After the files of settings were read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
