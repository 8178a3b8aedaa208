package org.forthcoming.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** Answers the sign-in form of Camunda's web applications what they expect: who is in, and into which of them. */
@Component
class WebappSignedIn implements AuthenticationSuccessHandler {

    private final ObjectMapper json;

    WebappSignedIn(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication user)
            throws IOException {
        var address = request.getRequestURI();
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.writeValue(
                response.getOutputStream(),
                Map.of(
                        "userId",
                        user.getName(),
                        "authorizedApps",
                        List.of(address.substring(address.lastIndexOf('/') + 1))));
    }
}
