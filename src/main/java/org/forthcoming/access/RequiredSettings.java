package org.forthcoming.access;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;

/**
 * Asks at the start, before anything is touched, for what production can't do without: there, as wherever the server
 * listens to more than its own machine, are no default users, and no secret is made up.
 */
class RequiredSettings implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var production = environment.acceptsProfiles(Profiles.of("production"));
        var required = new LinkedHashMap<String, String>();
        if (production || !onlyThisMachine(environment)) {
            required.put("forthcoming.admin.id", "the first administrator");
            required.put("forthcoming.admin.password", "the first administrator's password");
        }
        if (production) {
            required.put("forthcoming.link-secret", "a long random text, which signs the links to customers' pages");
        }
        required.keySet().removeIf(name -> StringUtils.hasText(environment.getProperty(name)));
        if (!required.isEmpty()) {
            throw new SettingsMissing(required);
        }
    }

    private static boolean onlyThisMachine(ConfigurableEnvironment environment) {
        var address = environment.getProperty("server.address", InetAddress.class);
        return address != null && address.isLoopbackAddress();
    }

    /** After the files of settings were read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
