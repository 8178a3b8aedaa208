package org.forthcoming.access;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page on which people sign in, for our pages and the engine's alike. */
@Controller
class Login {

    @GetMapping("/login")
    String login() {
        return "access/login";
    }
}
