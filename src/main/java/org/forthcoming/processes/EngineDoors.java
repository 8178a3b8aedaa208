package org.forthcoming.processes;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;

/** Stands at the engine's own doors, behind Spring Security: its web applications and its REST interface. */
@Configuration(proxyBeanMethods = false)
class EngineDoors {

    /** Behind Spring Security, whose chain has the order -100. */
    private static final int GUARDS = 100;

    private static final int LOGIN = 101;

    @Bean
    FilterRegistrationBean<ExpressionGuard> expressionGuard() {
        var guard = new FilterRegistrationBean<>(new ExpressionGuard());
        guard.addUrlPatterns("/engine-rest/*", "/camunda/api/*");
        guard.setOrder(GUARDS);
        return guard;
    }

    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> webappLogin() {
        var login = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        login.setName("Webapp login");
        login.setInitParameters(Map.of("authentication-provider", WebappLogin.class.getName()));
        login.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        login.setOrder(LOGIN);
        return login;
    }

    @Bean
    FilterRegistrationBean<RestLogin> restLogin(ProcessEngine engine) {
        var login = new FilterRegistrationBean<>(new RestLogin(engine));
        login.addUrlPatterns("/engine-rest/*");
        login.setOrder(LOGIN);
        return login;
    }

    /** The engine's REST acts as the user of the request, with that user's grants. */
    static class RestLogin extends OncePerRequestFilter {

        private final ProcessEngine engine;

        RestLogin(ProcessEngine engine) {
            this.engine = engine;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            var user = request.getRemoteUser();
            if (user == null) {
                // Spring Security lets nobody through without a user; should that ever fail, nobody gets further here.
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
                return;
            }
            var identity = engine.getIdentityService();
            identity.setAuthentication(user, WebappLogin.groupsOf(user, engine));
            try {
                chain.doFilter(request, response);
            } finally {
                identity.clearAuthentication();
            }
        }
    }
}
