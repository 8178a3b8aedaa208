package org.forthcoming.api;

import jakarta.servlet.http.HttpServletRequest;
import org.forthcoming.communication.CustomerLink;

/** What those who call may see. */
final class Staff {

    private Staff() {}

    /** Whether they are shown what a customer gets: whoever has a customer's link acts as the customer. */
    static boolean seesLinks(HttpServletRequest call) {
        return CustomerLink.SHOWN_TO.stream().anyMatch(call::isUserInRole);
    }
}
