package org.forthcoming.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What staff does to an order on its page, each for the roles that may do it in the API; ADMIN may everything. */
enum OrderAct {
    PAYMENT("FINANCE"),
    CANCELLATION("SUPPORT"),
    DECISION("SUPPORT"),
    PIN("OPERATIONS"),
    SHIPMENT("WAREHOUSE", "OPERATIONS"),
    DELIVERY("WAREHOUSE"),
    FEEDBACK("SUPPORT");

    private final List<String> roles;

    OrderAct(String... roles) {
        this.roles = List.of(roles);
    }

    /** The names of those that this user may do. */
    static List<String> of(HttpServletRequest request) {
        return Stream.of(values())
                .filter(act -> act.mayBeDoneBy(request))
                .map(Enum::name)
                .toList();
    }

    void only(HttpServletRequest request) {
        if (!mayBeDoneBy(request)) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    "That is for %s.".formatted(String.join(" and ", roles).toLowerCase(Locale.ROOT)));
        }
    }

    private boolean mayBeDoneBy(HttpServletRequest request) {
        return request.isUserInRole("ADMIN") || roles.stream().anyMatch(request::isUserInRole);
    }
}
