package org.forthcoming.storefront;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The front door in production: where staff sign in, and nothing else. */
@Controller
@Profile("production")
class Welcome {

    @GetMapping("/")
    String show() {
        return "storefront/welcome";
    }
}
