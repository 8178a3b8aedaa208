package org.forthcoming.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

@CallsTest
class ApiDescriptionTest {

    @Autowired
    private MockMvc http;

    private JsonNode api;

    @BeforeEach
    void read() throws Exception {
        api = new ObjectMapper()
                .readTree(http.perform(get("/v3/api-docs"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString());
    }

    @Test
    void everything_that_can_be_sent_or_comes_back_is_described() {
        var silent = new ArrayList<String>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(call -> {
                    var where = call.getKey() + " " + path.getKey();
                    require(call.getValue(), "summary", where, silent);
                    call.getValue()
                            .path("parameters")
                            .forEach(parameter -> require(
                                    parameter, "description", where + " parameter " + parameter.path("name"), silent));
                    if (call.getValue().has("requestBody")) {
                        require(call.getValue().path("requestBody"), "description", where + " body", silent);
                    }
                    call.getValue().path("responses").properties().forEach(response -> {
                        require(response.getValue(), "description", where + " answers " + response.getKey(), silent);
                        if (List.of("OK", "Created")
                                .contains(
                                        response.getValue().path("description").asText())) {
                            silent.add(where + " answers " + response.getKey() + " says nothing");
                        }
                    });
                }));
        api.path("components").path("schemas").properties().forEach(schema -> {
            require(schema.getValue(), "description", schema.getKey(), silent);
            schema.getValue()
                    .path("properties")
                    .properties()
                    .forEach(property -> require(
                            property.getValue(), "description", schema.getKey() + "." + property.getKey(), silent));
        });
        assertThat(silent).isEmpty();
    }

    @Test
    void a_check_on_a_field_does_not_hide_it() {
        var schemas = api.path("components").path("schemas");
        assertThat(schemas.at("/NewOffer/properties/price/type").asText()).isEqualTo("object");
        assertThat(schemas.at("/NewOffer/properties/releaseOn/format").asText()).isEqualTo("date");
        assertThat(schemas.at("/ClockAdvance/properties/by/format").asText()).isEqualTo("duration");
        assertThat(schemas.at("/Adjustment/properties/quantity/type").asText()).isEqualTo("integer");
    }

    @Test
    void whatever_is_referred_to_is_there() {
        var broken = new ArrayList<String>();
        api.findValues("$ref").forEach(reference -> {
            if (api.at(reference.asText().substring(1)).isMissingNode()) {
                broken.add(reference.asText());
            }
        });
        assertThat(broken).isEmpty();
    }

    private static void require(JsonNode node, String field, String where, List<String> silent) {
        if (node.path(field).asText().isBlank()) {
            silent.add(where);
        }
    }
}
