package org.forthcoming.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;

/** How people and programs get in, and what strangers are told. */
@AtTheDoor
class SignInTest {

    @Autowired
    private MockMvc door;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/orders/7?show=order&signature=00",
                "/login",
                "/forthcoming.css",
                "/logo.svg",
                "/webjars/picocss__pico/css/pico.min.css",
                "/actuator/health",
                "/camunda/assets/IBMPlexSans-Bold.woff2",
                "/camunda/api/engine/engine/",
                "/v3/api-docs",
                "/swagger-ui/index.html"
            })
    void anybody_may_see(String address) throws Exception {
        door.perform(get(address)).andExpect(status().isOk());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/operations/mails",
                "/camunda/app/tasklist/",
                "/camunda/app/cockpit/",
                "/camunda/app/admin/",
                "/start/order",
                "/h2-console",
                "/anything-new"
            })
    void a_page_for_staff_leads_a_stranger_to_the_sign_in(String address) throws Exception {
        door.perform(get(address))
                .andExpect(status().isFound())
                .andExpect(header().string(HttpHeaders.LOCATION, "http://localhost/login"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/orders",
                "/api",
                "/engine-rest/task",
                "/engine-rest",
                "/actuator/prometheus",
                "/actuator/env",
                "/camunda/api/engine/engine/default/task"
            })
    void a_script_is_told_that_it_needs_a_user_and_no_browser_asks_for_one(String address) throws Exception {
        door.perform(get(address).accept(MediaType.TEXT_HTML))
                .andExpect(status().isUnauthorized())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail").isNotEmpty())
                .andExpect(header().doesNotExist(HttpHeaders.WWW_AUTHENTICATE));
    }

    @Test
    void a_wrong_password_in_a_header_is_told_as_a_problem() throws Exception {
        door.perform(get("/api/orders").with(httpBasic("ADMIN", "wrong")))
                .andExpect(status().isUnauthorized())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(header().doesNotExist(HttpHeaders.WWW_AUTHENTICATE));
    }

    @Test
    void what_a_role_may_not_do_is_told_as_a_problem() throws Exception {
        door.perform(post("/api/supplies").with(httpBasic("FINANCE", "FINANCE")))
                .andExpect(status().isForbidden())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail", containsString("FINANCE")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/orders", "/engine-rest/task"})
    void credentials_in_a_header_need_no_token_and_leave_no_session(String address) throws Exception {
        var session = door.perform(post(address).with(httpBasic("ADMIN", "ADMIN")))
                .andExpect(status().isOk())
                .andReturn()
                .getRequest()
                .getSession(false);
        assertThat(session).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/orders", "/engine-rest/task", "/start/order"})
    void a_session_needs_a_token_to_change_anything(String address) throws Exception {
        door.perform(post(address).with(user("demo").roles("ADMIN"))).andExpect(status().isForbidden());
        door.perform(post(address).with(user("demo").roles("ADMIN")).with(csrf()))
                .andExpect(status().isOk());
    }

    /** Else a page of somebody else could make a browser send it, together with the session's cookie. */
    @Test
    void a_made_up_header_does_not_replace_the_token_of_a_session() throws Exception {
        var session = (MockHttpSession) door.perform(formLogin().user("ADMIN").password("ADMIN"))
                .andReturn()
                .getRequest()
                .getSession();
        door.perform(get("/api/orders").session(session)).andExpect(status().isOk());
        door.perform(post("/api/orders").session(session).header(HttpHeaders.AUTHORIZATION, "Bearer none"))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void camunda_protects_its_own_pages_against_forged_requests() throws Exception {
        door.perform(post("/camunda/api/engine/engine/default/task/count")
                        .with(user("demo").roles("ADMIN")))
                .andExpect(status().isOk());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/admin/setup/default/user/create",
                "/camunda/api/admin/setup",
                "/camunda/api/admin/setup/other/user/create/"
            })
    void nobody_makes_himself_an_administrator(String address) throws Exception {
        door.perform(post(address)).andExpect(status().isUnauthorized());
        door.perform(post(address).with(user("demo").roles("ADMIN"))).andExpect(status().isForbidden());
    }

    @Test
    void the_form_signs_in_and_leads_where_one_wanted_to_go() throws Exception {
        var session = (MockHttpSession) door.perform(get("/camunda/app/tasklist/"))
                .andReturn()
                .getRequest()
                .getSession();
        door.perform(formLogin().user("WAREHOUSE").password("WAREHOUSE")).andExpect(redirectedUrl("/"));
        door.perform(post("/login")
                        .session(session)
                        .with(csrf())
                        .param("username", "WAREHOUSE")
                        .param("password", "WAREHOUSE"))
                .andExpect(redirectedUrl("http://localhost/camunda/app/tasklist/?continue"));
    }

    @Test
    void a_wrong_password_is_told_kindly() throws Exception {
        door.perform(formLogin().user("WAREHOUSE").password("wrong")).andExpect(redirectedUrl("/login?error"));
        door.perform(get("/login?error")).andExpect(content().string(containsString("Please try")));
    }

    @Test
    void a_form_that_was_open_for_too_long_is_shown_again() throws Exception {
        door.perform(post("/login").param("username", "WAREHOUSE").param("password", "WAREHOUSE"))
                .andExpect(redirectedUrl("/login?stale"));
    }

    /** Their form appears when a session ended while they were open. */
    @Test
    void the_form_of_tasklist_itself_signs_in_too() throws Exception {
        door.perform(post("/camunda/api/admin/auth/user/default/login/tasklist")
                        .param("username", "WAREHOUSE")
                        .param("password", "WAREHOUSE"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.userId").value("WAREHOUSE"))
                .andExpect(jsonPath("$.authorizedApps[0]").value("tasklist"));
        door.perform(post("/camunda/api/admin/auth/user/default/login/tasklist")
                        .param("username", "WAREHOUSE")
                        .param("password", "wrong"))
                .andExpect(status().isUnauthorized());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/logout", "/camunda/api/admin/auth/user/default/logout"})
    void signing_out_ends_the_session(String address) throws Exception {
        var result = door.perform(
                        post(address).with(user("demo").roles("ADMIN")).with(csrf()))
                .andExpect(redirectedUrl("/login?signedOut"))
                .andReturn();
        assertThat(result.getRequest().getSession(false)).isNull();
    }

    @Test
    void a_link_alone_does_not_sign_out() throws Exception {
        door.perform(get("/logout").with(user("demo").roles("ADMIN"))).andExpect(status().isOk());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/orders/7?signature=00", "/operations/mails"})
    void our_pages_run_nothing_from_elsewhere_and_appear_in_nobody_elses(String address) throws Exception {
        door.perform(get(address).with(user("demo").roles("ADMIN")))
                .andExpect(header().string("Content-Security-Policy", containsString("default-src 'self'")))
                .andExpect(header().string("Content-Security-Policy", containsString("frame-ancestors 'self'")))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().exists("Referrer-Policy"));
    }
}
