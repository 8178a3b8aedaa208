package org.forthcoming.api;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Describes the API as a whole; each call describes itself. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PROBLEM = "Problem";

    static {
        SpringDocUtils.getConfig().replaceWithSchema(Money.class, money());
    }

    /** Only a record's components are fields of the API; its methods that begin with "is" are checks on them. */
    ApiDescription(ObjectMapperProvider schemas) {
        schemas.jsonMapper().setVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE);
    }

    @Bean
    OpenAPI wholeApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Forthcoming")
                        .version("1")
                        .description(
                                "Runs a shop's pre-orders and backorders. Days are YYYY-MM-DD, instants ISO-8601 in "
                                        + "UTC, durations ISO-8601. Ids are opaque texts. Lists are paged. Errors are problems "
                                        + "(RFC 9457). Fields that are not known here are refused."))
                .addTagsItem(tag("Offers", "What may be ordered ahead of stock."))
                .addTagsItem(tag("Supplies", "What is on its way, and what arrived of it."))
                .addTagsItem(tag("Stock", "What is in the warehouse, and what is missing there."))
                .addTagsItem(tag("Orders", "What customers bought."))
                .addTagsItem(tag("Fulfillments", "The parts of orders, on their way to the customers."))
                .addTagsItem(tag("Mails", "What customers were told."))
                .addTagsItem(tag("Clock", "The shop's time, which can be moved to try things out."))
                .addSecurityItem(new SecurityRequirement().addList("basic"))
                .addSecurityItem(new SecurityRequirement().addList("session"))
                .components(new Components()
                        .addSecuritySchemes(
                                "basic",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic")
                                        .description("A user's id and password with every call; needs no CSRF token."))
                        .addSecuritySchemes(
                                "session",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name("JSESSIONID")
                                        .description(
                                                "The staff's session; calls that change something need the CSRF token."))
                        .addSchemas(PROBLEM, problem())
                        .addSchemas("Fault", fault()));
    }

    /** What can go wrong with any call, so that no controller repeats it. */
    @Bean
    OperationCustomizer commonProblems() {
        return (operation, method) -> {
            operation.setOperationId(
                    method.getMethod().getName() + operation.getTags().get(0));
            var takesBody = operation.getRequestBody() != null;
            var named = operation.getParameters() != null
                    && operation.getParameters().stream().anyMatch(parameter -> "path".equals(parameter.getIn()));
            if (takesBody) {
                operation.getRequestBody().setDescription("A JSON object; unknown fields are refused.");
            }
            if (takesBody || operation.getParameters() != null) {
                problem(operation, "400", "Something in the call is malformed or invalid.", Examples.INVALID);
            }
            problem(operation, "401", "No user, or a wrong password.", Examples.UNAUTHORIZED);
            problem(operation, "403", "The user's role does not allow it.", Examples.FORBIDDEN);
            if (named) {
                problem(operation, "404", "There is no such thing.", Examples.UNKNOWN);
            }
            problem(operation, "406", "Something other than JSON is asked for.", Examples.NOT_ACCEPTABLE);
            if (takesBody) {
                problem(operation, "413", "The body is larger than 1 MiB.", Examples.TOO_LARGE);
                problem(operation, "415", "The body is something other than JSON.", Examples.NOT_JSON);
            }
            operation.getResponses().forEach((status, response) -> {
                if (status.equals("409")) {
                    response.setContent(content(Examples.CONFLICT));
                }
                if (status.equals("422")) {
                    response.setContent(content(Examples.REFUSED));
                }
                if (status.equals("201")) {
                    response.addHeaderObject(
                            "Location",
                            new Header()
                                    .description("The address of what was created.")
                                    .schema(new StringSchema().format("uri")));
                }
                if ("OK".equals(response.getDescription())) {
                    response.setDescription("As it is now.");
                }
            });
            return operation;
        };
    }

    private static void problem(Operation operation, String status, String description, Map<String, Object> example) {
        operation
                .getResponses()
                .computeIfAbsent(status, any -> new ApiResponse().description(description))
                .setContent(content(example));
    }

    private static Content content(Map<String, Object> example) {
        return new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType()
                                .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))
                                .example(example));
    }

    private static Schema<?> money() {
        var money = new ObjectSchema();
        money.setDescription("An amount with at most as many decimals as its currency has.");
        money.addProperty(
                "amount",
                new StringSchema()
                        .description("The amount, a decimal in quotes.")
                        .example("49.90"));
        money.addProperty(
                "currency",
                new StringSchema().description("ISO 4217 code of the currency.").example("EUR"));
        money.setRequired(List.of("amount", "currency"));
        return money;
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .description("What went wrong (RFC 9457).")
                .addProperty(
                        "type",
                        new StringSchema().description("Always about:blank.").example("about:blank"))
                .addProperty(
                        "title", new StringSchema().description("In short.").example("Invalid input"))
                .addProperty(
                        "status",
                        new IntegerSchema().description("The HTTP status.").example(400))
                .addProperty(
                        "detail",
                        new StringSchema()
                                .description("In a sentence that a person understands.")
                                .example("quantity must be 1 or more."))
                .addProperty(
                        "instance",
                        new StringSchema().description("The address called.").example("/api/orders"))
                .addProperty(
                        "errors",
                        new ArraySchema()
                                .items(new Schema<>().$ref("#/components/schemas/Fault"))
                                .description("For bad input: what is wrong where."));
    }

    private static Schema<?> fault() {
        return new ObjectSchema()
                .description("One thing that is wrong with the input.")
                .addProperty(
                        "field",
                        new StringSchema()
                                .description("The field or parameter.")
                                .example("lines[0].quantity"))
                .addProperty(
                        "message",
                        new StringSchema().description("Why it can't be taken.").example("must be 1 or more"));
    }

    private static Tag tag(String name, String description) {
        return new Tag().name(name).description(description);
    }

    /** Problems as they look. */
    private static final class Examples {

        static final Map<String, Object> INVALID = example(
                "Invalid input",
                400,
                "quantity must be 1 or more.",
                List.of(Map.of("field", "quantity", "message", "must be 1 or more")));
        static final Map<String, Object> UNAUTHORIZED =
                example("Unauthorized", 401, "Please sign in: this call needs a user and a password.", null);
        static final Map<String, Object> FORBIDDEN = example("Forbidden", 403, "Your role does not allow this.", null);
        static final Map<String, Object> UNKNOWN = example("Not found", 404, "There is no order W-1001.", null);
        static final Map<String, Object> NOT_ACCEPTABLE =
                example("Not Acceptable", 406, "This address answers application/json only.", null);
        static final Map<String, Object> CONFLICT =
                example("Not possible now", 409, "It has shipped and can't be canceled any more.", null);
        static final Map<String, Object> TOO_LARGE =
                example("Too large", 413, "The body is larger than 1 MiB, the most that is taken.", null);
        static final Map<String, Object> NOT_JSON =
                example("Unsupported Media Type", 415, "This address takes application/json only.", null);
        static final Map<String, Object> REFUSED = example(
                "The offers don't allow this order",
                422,
                "Only 3 units of LAMP are left to be promised, 5 were wanted.",
                List.of(Map.of(
                        "field",
                        "lines[0].sku",
                        "message",
                        "Only 3 units of LAMP are left to be promised, 5 were wanted.")));

        private Examples() {}

        private static Map<String, Object> example(String title, int status, String detail, Object errors) {
            var example = new LinkedHashMap<String, Object>();
            example.put("type", "about:blank");
            example.put("title", title);
            example.put("status", status);
            example.put("detail", detail);
            if (errors != null) {
                example.put("errors", errors);
            }
            return example;
        }
    }
}
