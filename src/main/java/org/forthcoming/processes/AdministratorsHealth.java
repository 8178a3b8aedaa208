package org.forthcoming.processes;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while there is no administrator, because the engine then trusts whoever asks to become one. */
@Component("administrators")
class AdministratorsHealth implements HealthIndicator {

    private final IdentityService identity;
    private final Engine engine;

    AdministratorsHealth(IdentityService identity, Engine engine) {
        this.identity = identity;
        this.engine = engine;
    }

    @Override
    public Health health() {
        var members = engine.call(() ->
                identity.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).count());
        return members > 0
                ? Health.up().build()
                : Health.down()
                        .withDetail("reason", "The group %s has no member.".formatted(Groups.CAMUNDA_ADMIN))
                        .build();
    }
}
