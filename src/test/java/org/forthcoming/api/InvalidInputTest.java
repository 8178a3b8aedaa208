package org.forthcoming.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.forthcoming.calendar.ClockAdvance;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.orders.Ordering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

@CallsTest
class InvalidInputTest {

    private static final String ORDER = """
            {"number": "W-1", "customer": {"name": "Ada", "email": "ada@customer.example", "country": "US"},
             "lines": [{"sku": "LAMP", "quantity": 1}]}""";

    @Autowired
    private MockMvc http;

    @Autowired
    private Ordering ordering;

    @Autowired
    private Receiving receiving;

    @Autowired
    private ClockAdvance clock;

    @ParameterizedTest(name = "{0} -> {1}: {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "number": "W-1"      | "number": "a/b"             | number            | must be 1 to 64 letters, digits or -_.#, and not . or ..
            "number": "W-1"      | "number": ".."              | number            | must be 1 to 64 letters, digits or -_.#, and not . or ..
            "number": "W-1"      | "number": ""                | number            | must be given and not blank
            "number": "W-1"      | "number": 5                 | number            | must be a text in quotes
            "number": "W-1"      | "number": null              | number            | must be given and not blank
            "name": "Ada"        | "name": "A\\u0000da"        | customer.name     | must not have the control character U+0000 at position 2
            "name": "Ada"        | "name": "Ada\\nBcc: x"      | customer.name     | must not have the control character U+000A at position 4
            "name": "Ada"        | "name": "\\ud83d"           | customer.name     | must not have half of a character at position 1
            "name": "Ada"        | "name": "  "                | customer.name     | must be given and not blank
            ada@customer.example | nobody                      | customer.email    | must be a mail address
            "country": "US"      | "country": "us"             | customer.country  | must be a country code of two capital letters
            "country": "US"      | "country": "US", "age": 5   | customer.age      | is not known; known here are country, email, locale, name
            "quantity": 1        | "quantity": 0               | lines[0].quantity | must be 1 or more
            "quantity": 1        | "quantity": -1              | lines[0].quantity | must be 1 or more
            "quantity": 1        | "quantity": 1.5             | lines[0].quantity | must be a whole number, and not too large a one
            "quantity": 1        | "quantity": "1"             | lines[0].quantity | must be a whole number, and not too large a one
            "quantity": 1        | "quantity": 99999999999     | lines[0].quantity | must be a whole number, and not too large a one
            "quantity": 1        | "quantity": null            | lines[0].quantity | must be given
            "sku": "LAMP", "quantity": 1 | "sku": "LAMP"       | lines[0].quantity | must be given
            {"sku": "LAMP", "quantity": 1} | null              | lines[0]          | must be given
            {"sku": "LAMP", "quantity": 1} |                   | lines             | must have at least one entry
            [{"sku": "LAMP", "quantity": 1}] | "LAMP"          | lines             | must be a list
            [{"sku": "LAMP", "quantity": 1}] | null            | lines             | must have at least one entry
            "lines"              | "paid": 1, "lines"          | paid              | must be true or false
            "lines"              | "paid": "true", "lines"     | paid              | must be true or false
            "lines"              | "shipping": "SOON", "lines" | shipping          | must be one of AS_AVAILABLE, TOGETHER
            "lines"              | "shipping": 1, "lines"      | shipping          | must be one of AS_AVAILABLE, TOGETHER
            "lines"              | "deliverTo": "home", "lines"| deliverTo         | must be an object in braces
            "quantity": 1        | "quantity": 1, "unitPrice": {"amount": "4.999", "currency": "EUR"}  | lines[0].unitPrice | must have at most 2 decimals in EUR
            "quantity": 1        | "quantity": 1, "unitPrice": {"amount": "5.1", "currency": "JPY"}    | lines[0].unitPrice | must have at most 0 decimals in JPY
            "quantity": 1        | "quantity": 1, "unitPrice": {"amount": "-5", "currency": "EUR"}     | lines[0].unitPrice | must not be negative
            "quantity": 1        | "quantity": 1, "unitPrice": {"amount": "1e9999999", "currency": "EUR"} | lines[0].unitPrice | must have an amount in quotes, up to 12 digits, such as "49.90"
            "quantity": 1        | "quantity": 1, "unitPrice": {"amount": 5, "currency": "EUR"}        | lines[0].unitPrice.amount | must be a text in quotes
            "quantity": 1        | "quantity": 1, "unitPrice": {"amount": "5", "currency": "XXX"}      | lines[0].unitPrice | must have a currency code such as "EUR"
            "quantity": 1        | "quantity": 1, "unitPrice": {"currency": "EUR"}                     | lines[0].unitPrice | must have an amount in quotes, up to 12 digits, such as "49.90"
            "quantity": 1        | "quantity": 1, "unitPrice": 5                                       | lines[0].unitPrice | must be an amount such as {"amount": "49.90", "currency": "EUR"}
            """)
    void an_order_with_a_mistake_is_refused_naming_it(String valid, String invalid, String field, String message)
            throws Exception {
        var problem = refused("POST", "/api/orders", ORDER.replace(valid, invalid == null ? "" : invalid), 400);
        assertThat(problem.path("errors").findValuesAsText("field")).contains(field);
        assertThat(problem.path("errors").findValuesAsText("message")).contains(message);
        assertThat(problem.path("detail").asText()).contains(field + " " + message);
        verifyNoInteractions(ordering);
    }

    @Test
    void all_mistakes_are_told_at_once() throws Exception {
        var problem = refused("POST", "/api/supplies", "{\"reference\": \"\", \"quantity\": 0}", 400);
        assertThat(problem.path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("reference", "sku", "quantity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "nonsense",
                "null",
                "{\"number\": \"W-1\"} trailing",
                "{\"number\": \"W-1\", \"number\": \"W-2\"}"
            })
    void what_is_no_json_object_is_refused(String body) throws Exception {
        var problem = refused("POST", "/api/orders", body, 400);
        assertThat(problem.path("detail").asText()).startsWith("The body ");
    }

    @Test
    void it_is_said_where_json_breaks() throws Exception {
        var problem = refused("POST", "/api/orders", "{\"number\":\n  W-1}", 400);
        assertThat(problem.path("detail").asText()).contains("line 2, column 3");
    }

    @Test
    void an_order_of_more_than_500_lines_is_refused() throws Exception {
        var line = "{\"sku\": \"LAMP\", \"quantity\": 1}";
        var problem = refused("POST", "/api/orders", ORDER.replace(line, (line + ",").repeat(500) + line), 400);
        assertThat(problem.path("detail").asText()).isEqualTo("lines must have at most 500 lines.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30",
                "2026-2-3",
                "20260203",
                "+12026-02-03",
                "0000-01-01",
                "2026-02-03T00:00:00Z",
                "soon",
                ""
            })
    void what_is_no_day_is_refused(String day) throws Exception {
        var problem = refused("PATCH", "/api/supplies/1", "{\"expectedOn\": \"%s\"}".formatted(day), 400);
        assertThat(problem.at("/errors/0/field").asText()).isEqualTo("expectedOn");
        assertThat(problem.at("/errors/0/message").asText()).isEqualTo("must be a day such as 2026-05-31");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"10 days\"",
                "\"-P1D\"",
                "\"PT0S\"",
                "\"P99999999999999999D\"",
                "\"P11Y\"",
                "\"P9999D\"",
                "86400",
                "null"
            })
    void the_clock_moves_by_a_positive_duration_only(String by) throws Exception {
        refused("POST", "/api/clock/advance", "{\"by\": %s}".formatted(by), 400);
        verifyNoInteractions(clock);
    }

    @Test
    void a_duration_moves_the_clock() throws Exception {
        http.perform(request(HttpMethod.POST, "/api/clock/advance")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"by\": \"P10DT2H\"}")
                .with(csrf()));
        verify(clock).advance(Duration.ofHours(242));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=-1",
                "size=0",
                "size=501",
                "size=ten",
                "page=99999999999",
                "page=1.5",
                "status=SOON",
                "sku=%00"
            })
    void a_list_is_asked_for_properly(String query) throws Exception {
        var problem = refused("GET", "/api/orders?" + query, null, 400);
        assertThat(problem.at("/errors/0/field").asText()).isEqualTo(query.split("=")[0]);
    }

    @Test
    void a_supply_s_day_that_is_not_mentioned_stays_and_one_that_is_null_is_unknown() throws Exception {
        when(receiving.change(anyLong(), any(), any(), any())).thenReturn(Answer.unknown("No such supply."));
        refused("PATCH", "/api/supplies/7", "{\"quantity\": 5}", 404);
        verify(receiving).change(7, null, 5, null);
        refused("PATCH", "/api/supplies/7", "{\"expectedOn\": null, \"reason\": \"Two\\nlines\"}", 404);
        verify(receiving).change(7, Optional.empty(), null, "Two\nlines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.5", "-", "99999999999999999999", "0x1"})
    void an_id_that_is_none_of_ours_is_not_found(String id) throws Exception {
        refused("GET", "/api/supplies/" + id, null, 404);
        refused("GET", "/api/mails/" + id, null, 404);
        refused("GET", "/api/fulfillments/" + id + "/history", null, 404);
        refused("POST", "/api/fulfillments/" + id + "/delivery", null, 404);
    }

    @Test
    void a_sku_can_stand_in_an_address() throws Exception {
        var offer =
                "{\"title\": \"Lamp\", \"kind\": \"BACKORDER\", \"price\": {\"amount\": \"1\", \"currency\": \"EUR\"}}";
        refused("PUT", "/api/offers/" + "x".repeat(65), offer, 400);
        refused("PUT", "/api/offers/-x", offer, 400);
        refused("POST", "/api/supplies", "{\"reference\": \"r\", \"sku\": \"a/b\", \"quantity\": 1}", 400);
    }

    @Test
    void a_failure_of_ours_says_nothing_about_our_inside() throws Exception {
        when(ordering.place(any())).thenThrow(new IllegalStateException("select secret from vault"));
        var problem = refused("POST", "/api/orders", ORDER, 500);
        assertThat(problem.toString()).doesNotContain("vault").doesNotContain("IllegalState");
    }

    private JsonNode refused(String method, String address, String body, int status) throws Exception {
        var call = request(HttpMethod.valueOf(method), java.net.URI.create(address.replace(" ", "%20")))
                .with(csrf())
                .accept(MediaType.ALL);
        if (body != null) {
            call.contentType(MediaType.APPLICATION_JSON).content(body.getBytes(StandardCharsets.UTF_8));
        }
        MockHttpServletResponse answer = http.perform(call).andReturn().getResponse();
        var text = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer.getStatus()).as(text).isEqualTo(status);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        var problem = new ObjectMapper().readTree(text);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).matches("(?s)[^{]{3}.*\\.");
        return problem;
    }
}
