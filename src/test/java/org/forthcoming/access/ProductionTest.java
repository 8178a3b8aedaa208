package org.forthcoming.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.forthcoming.Postgres;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** How it presents itself to the world in production, behind a proxy that ends TLS. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "forthcoming.admin.id=root",
            "forthcoming.admin.password=a long password",
            "forthcoming.link-secret=a long secret"
        })
@ActiveProfiles("production")
class ProductionTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcTemplate database;

    @DynamicPropertySource
    static void onPostgres(DynamicPropertyRegistry settings) {
        settings.add("spring.datasource.url", Postgres::freshDatabase);
        settings.add("spring.datasource.username", () -> "postgres");
    }

    @Test
    void the_first_administrator_is_the_only_user() throws Exception {
        assertThat(get("/api/orders", "root:a long password").statusCode()).isEqualTo(200);
        assertThat(get("/api/orders", "demo:demo").statusCode()).isEqualTo(401);
        assertThat(database.queryForList("select id_ from act_id_user", String.class))
                .containsExactly("root");
        assertThat(get("/actuator/health", null).body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void there_are_no_sample_data() {
        assertThat(database.queryForObject("select count(*) from offer", Integer.class))
                .isZero();
    }

    @Test
    void the_clock_can_t_be_moved() throws Exception {
        assertThat(get("/api/clock", "root:a long password").statusCode()).isEqualTo(404);
        var advance = request("/api/clock/advance", "root:a long password")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"by\": \"P1D\"}"))
                .build();
        assertThat(http.send(advance, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }

    @Test
    void cookies_travel_over_tls_alone_and_browsers_remember_to_use_it() throws Exception {
        var login = get("/login", null);
        assertThat(login.headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .allMatch(cookie -> cookie.contains("Secure") && cookie.contains("HttpOnly"));
        assertThat(login.headers().firstValue("Strict-Transport-Security"))
                .get()
                .asString()
                .contains("max-age");
    }

    private HttpResponse<String> get(String path, String credentials) throws Exception {
        return http.send(request(path, credentials).GET().build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String credentials) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-For", "203.0.113.7");
        if (credentials != null) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
        }
        return request;
    }
}
