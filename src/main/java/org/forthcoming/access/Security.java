package org.forthcoming.access;

import static org.springframework.security.config.http.SessionCreationPolicy.STATELESS;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.web.PathPatternRequestMatcherBuilderFactoryBean;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/** One login for pages, API, Tasklist, Cockpit and the engine's REST; who may do what stands in {@link Calls}. */
@Configuration(proxyBeanMethods = false)
class Security {

    private static final String CONTENT = String.join(
            "; ",
            "default-src 'self'",
            "img-src 'self' data: https:",
            "style-src 'self' 'unsafe-inline'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'");

    private static final String WEBAPP_LOGIN = "/camunda/api/admin/auth/user/*/login/*";

    private static final AuthenticationEntryPoint LOGIN_PAGE = new LoginUrlAuthenticationEntryPoint("/login");

    private static final AccessDeniedHandler PAGE = new AccessDeniedHandlerImpl();

    private static final AccessDeniedHandler STALE_FORM =
            (request, response, why) -> response.sendRedirect(request.getContextPath() + "/login?stale");

    /** Addresses are matched as they are sent, also where Camunda's servlets answer and not Spring's. */
    @Bean
    PathPatternRequestMatcherBuilderFactoryBean addresses() {
        return new PathPatternRequestMatcherBuilderFactoryBean();
    }

    /**
     * Customers: the signature in the address is the key, so that nobody signs in and nothing is kept in a cookie. Nor can
     * anybody forge a request, who would have to know that address.
     */
    @Bean
    @Order(0)
    SecurityFilterChain customers(HttpSecurity http) throws Exception {
        return http.securityMatcher("/orders/**")
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(STATELESS))
                .headers(headers -> headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .contentSecurityPolicy(content -> content.policyDirectives(CONTENT)))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** Programs: credentials come with each request, so there is no session to be stolen and no token to be sent. */
    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, Denials denials) throws Exception {
        return http.securityMatcher(Security::bringsCredentials)
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(STATELESS))
                .httpBasic(basic -> basic.authenticationEntryPoint(denials))
                .exceptionHandling(
                        wrong -> wrong.authenticationEntryPoint(denials).accessDeniedHandler(denials))
                .authorizeHttpRequests(Security::rules)
                .build();
    }

    /**
     * The form that Tasklist, Cockpit and Admin show by themselves when a session ended while they were open: it signs
     * in like ours.
     */
    @Bean
    @Order(2)
    SecurityFilterChain webapps(HttpSecurity http, Denials denials, WebappSignedIn signedIn) throws Exception {
        return http.securityMatcher(WEBAPP_LOGIN)
                .csrf(csrf -> csrf.disable())
                .formLogin(form -> form.loginProcessingUrl(WEBAPP_LOGIN)
                        .successHandler(signedIn)
                        .failureHandler(denials::commence))
                .exceptionHandling(
                        wrong -> wrong.authenticationEntryPoint(denials).accessDeniedHandler(denials))
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .build();
    }

    /** People: a form to sign in, a session, tokens against forged requests. */
    @Bean
    @Order(3)
    SecurityFilterChain people(HttpSecurity http, Denials denials) throws Exception {
        var whereTheyWanted = new HttpSessionRequestCache();
        whereTheyWanted.setRequestMatcher(request -> request.getMethod().equals("GET") && !isForPrograms(request));
        return http
                // The engine's web applications bring a protection of their own.
                .csrf(csrf -> csrf.ignoringRequestMatchers("/camunda/**"))
                .requestCache(cache -> cache.requestCache(whereTheyWanted))
                .formLogin(form -> form.loginPage("/login"))
                .logout(logout ->
                        logout.logoutRequestMatcher(Security::isLogout).logoutSuccessUrl("/login?signedOut"))
                .exceptionHandling(wrong -> wrong.authenticationEntryPoint((request, response, why) ->
                                (isForPrograms(request) ? denials : LOGIN_PAGE).commence(request, response, why))
                        .accessDeniedHandler((request, response, why) ->
                                refusal(denials, request, why).handle(request, response, why)))
                .headers(headers -> headers.frameOptions(FrameOptionsConfig::sameOrigin)
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                                Security::isOurs, new ContentSecurityPolicyHeaderWriter(CONTENT))))
                .authorizeHttpRequests(Security::rules)
                .build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                .permitAll();
        // CVE-2026-77226: whoever reached this could make himself an administrator.
        requests.requestMatchers("/camunda/api/admin/setup/**").denyAll();
        requests.requestMatchers(
                        "/",
                        "/login",
                        "/error",
                        "/favicon.ico",
                        "/*.css",
                        "/*.js",
                        "/*.svg",
                        "/images/**",
                        "/webjars/**",
                        "/v3/api-docs/**",
                        "/swagger-ui.html",
                        "/swagger-ui/**",
                        "/actuator/health",
                        // What the sign-in form of Camunda's web applications needs: fonts, and the engine's name
                        "/camunda/assets/**",
                        "/camunda/api/engine/engine/")
                .permitAll();
        requests.requestMatchers("/actuator/**").hasRole(Role.ADMIN.name());
        Calls.rule(requests);
        requests.requestMatchers("/operations/**").hasAnyRole(staff());
        // Both set variables of the process and need no other grant than to work on the task.
        for (var engine : List.of("/engine-rest", "/engine-rest/engine/*", "/camunda/api/engine/engine/*")) {
            requests.requestMatchers(engine + "/task/*/bpmnError/**", engine + "/task/*/bpmnEscalation/**")
                    .hasRole(Role.ADMIN.name());
        }
        requests.requestMatchers("/engine-rest/**", "/camunda/**").authenticated();
        requests.anyRequest().hasRole(Role.ADMIN.name());
    }

    private static String[] staff() {
        return Stream.concat(Stream.of(Role.ADMIN), Arrays.stream(Role.STAFF))
                .map(Enum::name)
                .toArray(String[]::new);
    }

    /** A sign-in form that was open for longer than its session can be sent again; anything else is refused. */
    private static AccessDeniedHandler refusal(Denials denials, HttpServletRequest request, Exception why) {
        if (isForPrograms(request)) {
            return denials;
        }
        return why instanceof CsrfException && path(request).matches("/(login|logout)") ? STALE_FORM : PAGE;
    }

    private static boolean bringsCredentials(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null
                && Stream.of("/api", "/engine-rest", "/actuator", "/operations", "/v3/api-docs")
                        .anyMatch(top -> isBelow(top, request));
    }

    /** Where a refusal is an answer to a script, not a page to somebody. */
    private static boolean isForPrograms(HttpServletRequest request) {
        return Stream.of("/api", "/engine-rest", "/actuator", "/camunda/api").anyMatch(top -> isBelow(top, request));
    }

    private static boolean isBelow(String top, HttpServletRequest request) {
        return path(request).equals(top) || path(request).startsWith(top + "/");
    }

    private static boolean isOurs(HttpServletRequest request) {
        return !path(request).startsWith("/camunda/");
    }

    /** Ours, and the button in Tasklist, Cockpit and Admin, which would otherwise sign in again at once. */
    private static boolean isLogout(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && (path(request).equals("/logout")
                        || path(request).matches("/camunda/api/admin/auth/user/[^/]+/logout"));
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
