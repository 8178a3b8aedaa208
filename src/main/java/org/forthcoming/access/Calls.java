package org.forthcoming.access;

import static org.forthcoming.access.Role.ADMIN;
import static org.forthcoming.access.Role.ANALYST;
import static org.forthcoming.access.Role.FINANCE;
import static org.forthcoming.access.Role.INTEGRATION;
import static org.forthcoming.access.Role.OPERATIONS;
import static org.forthcoming.access.Role.SUPPORT;
import static org.forthcoming.access.Role.WAREHOUSE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/** Who may call what. ADMIN may everything; what is not listed under /api is refused to everybody else. */
final class Calls {

    private final AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests;

    private Calls(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        this.requests = requests;
    }

    static void rule(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        new Calls(requests).rule();
    }

    private void rule() {
        may(GET, "/api/offers/**", Role.ALL);
        may(PUT, "/api/offers/*", OPERATIONS);
        may(POST, "/api/offers/*/pause", OPERATIONS);
        may(POST, "/api/offers/*/resume", OPERATIONS);

        may(GET, "/api/supplies/**", Role.STAFF);
        may(POST, "/api/supplies", OPERATIONS);
        may(PATCH, "/api/supplies/*", OPERATIONS);
        may(POST, "/api/supplies/*/receipts", OPERATIONS, WAREHOUSE);

        may(GET, "/api/stock/**", Role.STAFF);
        may(POST, "/api/stock/*/adjustments", OPERATIONS, WAREHOUSE, INTEGRATION);
        may(GET, "/api/blocked", Role.STAFF);
        may(GET, "/api/metrics", Role.STAFF);

        may(GET, "/api/orders/**", Role.ALL);
        may(POST, "/api/orders", INTEGRATION, SUPPORT);
        may(POST, "/api/orders/*/cancellation", SUPPORT);
        may(POST, "/api/orders/*/payment", FINANCE, INTEGRATION);

        may(GET, "/api/fulfillments/*/history", Role.STAFF);
        may(POST, "/api/fulfillments/*/cancellation", SUPPORT);
        may(POST, "/api/fulfillments/*/decision", SUPPORT);
        may(POST, "/api/fulfillments/*/decision", SUPPORT);
        may(POST, "/api/fulfillments/*/pin", OPERATIONS);
        may(POST, "/api/fulfillments/*/shipment", OPERATIONS, WAREHOUSE);
        may(POST, "/api/fulfillments/*/delivery", WAREHOUSE, INTEGRATION);
        may(POST, "/api/fulfillments/*/feedback", SUPPORT, INTEGRATION);

        may(POST, "/operations/models/**", ANALYST);

        may(GET, "/api/mails/**", Role.ALL);
        may(GET, "/api/clock", Role.ALL);
        requests.requestMatchers("/api/**").hasRole(ADMIN.name());
    }

    private void may(HttpMethod method, String path, Role... roles) {
        requests.requestMatchers(method, path)
                .hasAnyRole(Stream.concat(Stream.of(ADMIN), Arrays.stream(roles))
                        .map(Enum::name)
                        .toArray(String[]::new));
    }
}
