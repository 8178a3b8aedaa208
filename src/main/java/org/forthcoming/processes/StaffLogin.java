package org.forthcoming.processes;

import java.util.Locale;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
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

    private static final int TRIES = 5;

    private final IdentityService identity;
    private final Engine engine;

    StaffLogin(IdentityService identity, Engine engine) {
        this.identity = identity;
        this.engine = engine;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        var user = attempt.getName();
        if (!isRight(user, String.valueOf(attempt.getCredentials()))) {
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

    /** The engine counts wrong passwords in the user's row: whoever signs in at the same instant may lose that race. */
    private boolean isRight(String user, String password) {
        if (user.isBlank() || user.indexOf('\0') >= 0) {
            return false; // PostgreSQL can't even be asked for such a user
        }
        for (var tries = 1; ; tries++) {
            try {
                return identity.checkPassword(user, password);
            } catch (OptimisticLockingException race) {
                if (tries == TRIES) {
                    return false;
                }
            }
        }
    }

    private static Stream<String> roleOf(String group) {
        return group.equals(Groups.CAMUNDA_ADMIN) ? Stream.of("ADMIN") : Stream.of(group.toUpperCase(Locale.ROOT));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
