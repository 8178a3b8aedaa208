package org.forthcoming.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;

/** What those who call may see. */
final class Staff {

    private Staff() {}

    /** Whether they are shown what a customer gets: whoever has a customer's link acts as the customer. */
    static boolean seesLinks(HttpServletRequest call) {
        return Stream.of("ADMIN", "SUPPORT", "INTEGRATION").anyMatch(call::isUserInRole);
    }
}
