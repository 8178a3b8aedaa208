package org.forthcoming.processes;

import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * The one place where a password is checked, for pages, API and the engine's applications: users and their groups are
 * those of the engine, which also locks a user for a while after several wrong passwords.
 */
@Component
class StaffLogin implements AuthenticationProvider {

    private final IdentityService identity;
    private final Engine engine;

    StaffLogin(IdentityService identity, Engine engine) {
        this.identity = identity;
        this.engine = engine;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        var user = attempt.getName();
        if (user.isBlank() || !identity.checkPassword(user, String.valueOf(attempt.getCredentials()))) {
            throw new BadCredentialsException("The user or the password is wrong.");
        }
        var groups =
                engine.call(() -> identity.createGroupQuery().groupMember(user).listPage(0, 100));
        var roles = groups.stream()
                .map(Group::getId)
                .flatMap(StaffLogin::roleOf)
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(user, null, roles);
    }

    private static Stream<String> roleOf(String group) {
        return group.equals(Groups.CAMUNDA_ADMIN) ? Stream.of("ADMIN") : Stream.of(group.toUpperCase());
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
