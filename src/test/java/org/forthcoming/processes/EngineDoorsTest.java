package org.forthcoming.processes;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jayway.jsonpath.JsonPath;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.forthcoming.Browser;
import org.forthcoming.Postgres;
import org.forthcoming.calendar.ShopClock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What users can and can't do by the engine's own REST interface and web applications; on PostgreSQL. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"camunda.bpm.job-execution.enabled=false", "forthcoming.sample-data=false"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineDoorsTest {

    private static final String CODE = "${pwned.now()}";

    @LocalServerPort
    private int port;

    @Autowired
    private IdentityService identity;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private FilterService filters;

    @Autowired
    private TaskService tasks;

    @Autowired
    private Staff staff;

    @Autowired
    private ShopClock clock;

    private String packing;

    @DynamicPropertySource
    static void onPostgres(DynamicPropertyRegistry settings) {
        settings.add("spring.datasource.url", Postgres::freshDatabase);
        settings.add("spring.datasource.username", () -> "postgres");
    }

    @BeforeAll
    void an_order_is_ready_to_ship_and_another_is_to_be_refunded() throws Exception {
        var demo = new Visitor("demo");
        demo.sends("PUT", "/api/offers/LAMP", """
                {"title": "Lamp", "kind": "BACKORDER", "price": {"amount": "49.90", "currency": "EUR"}}""");
        var supply = demo.sends("POST", "/api/supplies", """
                {"reference": "PO 1", "sku": "LAMP", "quantity": 1, "expectedOn": "2099-01-05"}""");
        assertThat(supply.statusCode()).as(supply.body()).isEqualTo(201);
        var order = demo.sends("POST", "/api/orders", """
                {"number": "A-1", "customer": {"name": "Ann", "email": "ann@example.org", "country": "DE"},
                 "lines": [{"sku": "LAMP", "quantity": 1}]}""");
        assertThat(order.statusCode()).as(order.body()).isEqualTo(201);
        var id = JsonPath.<String>read(supply.body(), "$.id");
        demo.sends("POST", "/api/supplies/" + id + "/receipts", "{\"quantity\": 1}");
        packing = tasks.createTaskQuery()
                .taskDefinitionKey("Task_PackAndShip")
                .listPage(0, 10)
                .get(0)
                .getId();
    }

    // Expressions in or-parts are code (CVE-2026-109432) --------------------------------------------------------------

    static Stream<String> expressionsInOrParts() {
        return Stream.of(
                "{'orQueries': [{'assigneeExpression': '%s'}]}",
                "{'orQueries': [{'assignee': 'x'}, {'candidateGroupsExpression': '%s'}]}",
                "{'name': 'x', 'resourceType': 'Task', 'query': {'orQueries': [{'ownerExpression': '%s'}]}}",
                "{'orQueries': [], 'orQueries': [{'nameExpression': '%s'}]}",
                "{'orQueri\\u0065s': [{'assignee\\u0045xpression': '%s'}]}",
                "{'orQueries': [{'orQueries': [{'dueAfterExpression': '%s'}]}]}");
    }

    @ParameterizedTest
    @MethodSource("expressionsInOrParts")
    void nobody_runs_code_by_a_query(String query) throws Exception {
        var body = query.formatted(CODE).replace('\'', '"');
        var filter = filters.createFilterQuery()
                .filterName("Mine")
                .listPage(0, 1)
                .get(0)
                .getId();
        var warehouse = new Visitor("warehouse").signedIn();
        for (var path : List.of("/engine-rest", "/engine-rest/engine/default", "/camunda/api/engine/engine/default")) {
            for (var call : List.of(
                    "/task",
                    "/task/count",
                    "/filter/" + filter + "/list",
                    "/filter/" + filter + "/count",
                    "/filter/" + filter + "/singleResult",
                    "/filter/create")) {
                for (var encoding : List.of(UTF_8, UTF_16)) {
                    var answer = warehouse.sends("POST", path + call + "?maxResults=10", body, encoding);
                    assertThat(answer.statusCode()).as(path + call).isEqualTo(400);
                    assertThat(answer.body()).as(path + call).contains("run as code");
                }
            }
        }
    }

    @Test
    void nor_by_the_address_of_a_request() throws Exception {
        var query = URLEncoder.encode("[{\"assigneeExpression\":\"" + CODE + "\"}]", UTF_8);
        var answer = new Visitor("warehouse").gets("/engine-rest/task?maxResults=10&orQueries=" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void queries_with_or_parts_that_carry_no_code_work() throws Exception {
        var answer = new Visitor("warehouse").sends("POST", "/engine-rest/task?maxResults=10", """
                {"orQueries": [{"assignee": "nobody", "candidateGroup": "warehouse"}]}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(packing);
    }

    /** The second lock, behind the doors. */
    @Test
    void the_engine_itself_refuses_expressions_in_or_parts() {
        var filter = filters.createFilterQuery()
                .filterName("Mine")
                .listPage(0, 1)
                .get(0)
                .getId();
        var saved = filters.newTaskFilter("Code").setQuery(suspect());
        assertRefused(() -> suspect().listPage(0, 1));
        assertRefused(() -> suspect().count());
        assertRefused(() -> filters.list(filter, suspect()));
        assertRefused(() -> filters.count(filter, suspect()));
        assertRefused(() -> filters.singleResult(filter, suspect()));
        assertRefused(() -> filters.saveFilter(saved));
    }

    private TaskQuery suspect() {
        return tasks.createTaskQuery().or().taskAssigneeExpression(CODE).endOr();
    }

    private static void assertRefused(Callable<?> work) {
        assertThatThrownBy(work::call)
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("or-parts");
    }

    // Administrators (CVE-2026-77226) ---------------------------------------------------------------------------------

    @Test
    void nobody_makes_himself_an_administrator_and_health_tells_when_there_is_none() throws Exception {
        assertThat(new Visitor("demo").gets("/actuator/health").body()).contains("administrators");
        identity.deleteMembership("demo", "camunda-admin");
        try {
            assertThat(new Visitor(null).gets("/actuator/health").statusCode()).isEqualTo(503);
            var answer = new Visitor(null).sends("POST", "/camunda/api/admin/setup/default/user/create", """
                            {"profile": {"id": "mallory", "firstName": "M", "lastName": "M"},
                             "credentials": {"password": "mallory"}}""");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(identity.createUserQuery().userId("mallory").count()).isZero();
        } finally {
            identity.createMembership("demo", "camunda-admin");
        }
        assertThat(new Visitor(null).gets("/actuator/health").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    // Roles -----------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "demo, camunda-admin",
        "support, support",
        "warehouse, warehouse",
        "finance, finance",
        "operations, operations",
        "analyst, analyst",
        "integration, integration"
    })
    void each_user_of_the_embedded_default_has_its_name_as_password_and_belongs_to_its_group(String user, String group)
            throws Exception {
        assertThat(identity.createGroupQuery().groupMember(user).listPage(0, 10))
                .singleElement()
                .hasFieldOrPropertyWithValue("id", group);
        assertThat(new Visitor(user).gets("/engine-rest/task/count").statusCode())
                .isEqualTo(200);
        assertThat(new Visitor(user).gets("/api/orders").statusCode()).isEqualTo(200);
    }

    @Test
    void the_engine_s_rest_needs_a_user() throws Exception {
        var answer = new Visitor(null).gets("/engine-rest/task");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void a_task_is_seen_by_its_group_and_by_administrators_alone() throws Exception {
        for (var user : List.of("warehouse", "demo")) {
            assertThat(new Visitor(user).gets("/engine-rest/task?maxResults=10").body())
                    .as(user)
                    .contains(packing);
        }
        for (var user : List.of("support", "finance", "operations", "analyst", "integration")) {
            var visitor = new Visitor(user);
            assertThat(visitor.gets("/engine-rest/task?maxResults=10").body())
                    .as(user)
                    .isEqualTo("[]");
            assertThat(visitor.gets("/engine-rest/task/" + packing).statusCode())
                    .as(user)
                    .isIn(403, 404);
            assertThat(visitor.sends(
                                    "POST", "/engine-rest/task/" + packing + "/claim", "{\"userId\": \"" + user + "\"}")
                            .statusCode())
                    .as(user)
                    .isEqualTo(403);
        }
    }

    @Test
    void who_has_claimed_a_task_gives_it_back_or_hands_it_over() throws Exception {
        var warehouse = new Visitor("warehouse").signedIn();
        var task = "/camunda/api/engine/engine/default/task/" + packing;
        assertThat(warehouse
                        .sends("POST", task + "/claim", "{\"userId\": \"warehouse\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(warehouse.sends("POST", task + "/unclaim", "{}").statusCode())
                .isEqualTo(204);
        assertThat(tasks.createTaskQuery().taskId(packing).singleResult().getAssignee())
                .isNull();

        assertThat(warehouse
                        .gets("/camunda/api/engine/engine/default/user?maxResults=1&id=support")
                        .body())
                .as("as Tasklist looks for the colleague")
                .contains("support");
        assertThat(warehouse
                        .sends("POST", task + "/assignee", "{\"userId\": \"support\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(new Visitor("support").gets("/engine-rest/task/" + packing).statusCode())
                .isEqualTo(200);
        assertThat(warehouse.sends("POST", task + "/unclaim", "{}").statusCode())
                .isEqualTo(204);
    }

    @Test
    void whose_group_has_a_task_comments_on_it() throws Exception {
        var comments = "/camunda/api/engine/engine/default/task/" + packing + "/comment";
        var warehouse = new Visitor("warehouse").signedIn();
        assertThat(warehouse
                        .sends("POST", comments + "/create", "{\"message\": \"The box is torn.\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(warehouse.gets(comments).body()).contains("The box is torn.");
        assertThat(new Visitor("finance")
                        .signedIn()
                        .sends("POST", comments + "/create", "{\"message\": \"Mine too.\"}")
                        .statusCode())
                .isEqualTo(400); // it finds no such task
    }

    @ParameterizedTest
    @ValueSource(strings = {"support", "warehouse", "finance", "operations", "analyst", "integration"})
    void only_administrators_change_processes_past_the_domain(String user) throws Exception {
        var visitor = new Visitor(user);
        var instance = tasks.createTaskQuery().taskId(packing).singleResult().getProcessInstanceId();
        var value = "{\"value\": 4711, \"type\": \"Long\"}";
        var attempts = List.of(
                visitor.sends("POST", "/engine-rest/process-definition/key/Backorder/start", "{}"),
                visitor.sends(
                        "POST",
                        "/engine-rest/filter/create",
                        "{\"resourceType\": \"Task\", \"name\": \"Mine\", \"query\": {}}"),
                visitor.sends("PUT", "/engine-rest/task/" + packing + "/variables/fulfillmentId", value),
                visitor.sends("PUT", "/engine-rest/process-instance/" + instance + "/variables/fulfillmentId", value),
                visitor.sends("DELETE", "/engine-rest/process-instance/" + instance, ""),
                visitor.sends(
                        "POST",
                        "/engine-rest/process-instance/delete",
                        "{\"processInstanceIds\": [\"" + instance + "\"], \"deleteReason\": \"why not\"}"),
                visitor.sends(
                        "POST",
                        "/engine-rest/task/" + packing + "/bpmnEscalation",
                        "{\"escalationCode\": \"x\", \"variables\": {\"fulfillmentId\": " + value + "}}"),
                visitor.sends(
                        "POST",
                        "/engine-rest/process-instance/" + instance + "/modification",
                        "{\"instructions\": [{\"type\": \"cancel\", \"activityId\": \"Task_PackAndShip\"}]}"),
                visitor.deploys(),
                visitor.sends(
                        "POST", "/engine-rest/user/create", "{\"profile\": {\"id\": \"x\"}, \"credentials\": {}}"),
                visitor.sends("PUT", "/engine-rest/group/camunda-admin/members/" + user, ""),
                visitor.sends("POST", "/engine-rest/authorization/create", """
                        {"type": 0, "permissions": ["ALL"], "userId": "*", "resourceType": 8, "resourceId": "*"}"""));
        assertThat(attempts)
                .allSatisfy(attempt -> assertThat(attempt.statusCode())
                        .as("%s %s: %s", attempt.request().method(), attempt.uri(), attempt.body())
                        .isIn(403, 404));
        assertThat(tasks.createTaskQuery().taskId(packing).count()).isOne();
    }

    @Test
    void who_packs_can_say_nothing_but_what_the_form_asks() throws Exception {
        var answer = new Visitor("warehouse").sends("POST", "/engine-rest/task/" + packing + "/complete", """
                {"variables": {"carrier": {"value": "DHL"}, "trackingNumber": {"value": "1"},
                               "fulfillmentId": {"value": 4711, "type": "Long"}}}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    // Signing in ------------------------------------------------------------------------------------------------------

    @Test
    void one_login_opens_tasklist_as_the_same_user_with_its_filters() throws Exception {
        var warehouse = new Visitor("warehouse").signedIn();
        var profile = warehouse.gets("/camunda/api/admin/auth/user/default");
        assertThat(profile.body())
                .contains("\"userId\":\"warehouse\"", "tasklist")
                .doesNotContain("cockpit");
        assertThat(warehouse
                        .gets("/camunda/api/engine/engine/default/filter?maxResults=10")
                        .body())
                .contains("Mine", "My group's")
                .doesNotContain("All tasks");
        warehouse.sends("POST", "/camunda/api/admin/auth/user/default/logout", "");
        assertThat(warehouse.gets("/camunda/api/admin/auth/user/default").statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_warehouse_signs_in_on_the_way_to_tasklist_and_finds_its_task_in_a_browser() {
        try (var browser = Browser.open()) {
            browser.as(Browser.PHONE, false).go("http://127.0.0.1:" + port + "/camunda/app/tasklist/");
            assertThat(browser.overflows()).isFalse();
            assertThat(browser.barriers()).isEmpty();

            browser.fill("[name=username]", "warehouse")
                    .fill("[name=password]", "guess")
                    .see("main button")
                    .click();
            assertThat(browser.see("[role=alert]").getText()).contains("Please try again");
            assertThat(browser.barriers()).isEmpty();

            identity.unlockUser("warehouse");
            browser.as(Browser.DESK, false)
                    .fill("[name=username]", "warehouse")
                    .fill("[name=password]", "warehouse")
                    .see("main button")
                    .click();
            assertThat(browser.see(".tasks-list .task").getText()).contains("Pack and ship · A-1");
            assertThat(browser.text()).contains("My group's", "Mine").doesNotContain("All tasks");
        }
    }

    @Test
    void the_form_that_tasklist_shows_after_a_long_pause_signs_in_too() throws Exception {
        var finance = new Visitor(null);
        var answer = finance.posts(
                "/camunda/api/admin/auth/user/default/login/tasklist", "username=finance&password=finance");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"userId\":\"finance\"");
        assertThat(finance.gets("/camunda/api/engine/engine/default/task/count").statusCode())
                .isEqualTo(200);
    }

    @Test
    void after_a_wrong_password_a_user_has_to_wait() throws Exception {
        try {
            assertThat(new Visitor("analyst", "guess").gets("/api/orders").statusCode())
                    .isEqualTo(401);
            assertThat(new Visitor("analyst").gets("/api/orders").statusCode()).isEqualTo(401);
            assertThat(new Visitor("support").gets("/api/orders").statusCode()).isEqualTo(200);
        } finally {
            identity.unlockUser("analyst");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a\u0000b", "ünïcödé", "x' or '1'='1"})
    void a_strange_user_name_is_just_wrong(String user) throws Exception {
        assertThat(new Visitor(user).gets("/api/orders").statusCode()).isEqualTo(401);
    }

    @Test
    void many_who_sign_in_after_a_wrong_password_at_the_same_instant_get_in() throws Exception {
        new Visitor("integration", "guess").gets("/api/orders");
        var attempts = Executors.newFixedThreadPool(8);
        try {
            identity.unlockUser("integration");
            var answers = attempts.invokeAll(Collections.nCopies(
                    16, () -> new Visitor("integration").gets("/api/orders").statusCode()));
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            attempts.shutdown();
        }
    }

    // Start -----------------------------------------------------------------------------------------------------------

    @Test
    void nodes_that_start_together_create_users_groups_grants_and_filters_once() throws Exception {
        filters.createFilterQuery().listPage(0, 50).forEach(filter -> filters.deleteFilter(filter.getId()));
        authorizations
                .createAuthorizationQuery()
                .groupIdIn("finance")
                .listPage(0, 50)
                .forEach(grant -> authorizations.deleteAuthorization(grant.getId()));
        var nodes = Executors.newFixedThreadPool(4);
        try {
            for (var node : nodes.invokeAll(Collections.nCopies(4, () -> {
                staff.afterPropertiesSet();
                return true;
            }))) {
                node.get();
            }
        } finally {
            nodes.shutdown();
        }
        assertThat(filters.createFilterQuery().listPage(0, 50))
                .extracting("name")
                .containsExactlyInAnyOrder("My group's", "Mine", "Overdue", "By order", "All tasks");
        assertThat(new Visitor("finance")
                        .signedIn()
                        .gets("/camunda/api/admin/auth/user/default")
                        .body())
                .contains("tasklist");
    }

    @Test
    void the_filters_that_everybody_counts_on_are_made_whole_again_when_the_shop_starts() {
        var mine = filters.createFilterQuery().filterName("Mine").singleResult();
        mine.setProperties(Map.of("priority", 99));
        mine.setQuery(tasks.createTaskQuery());
        filters.saveFilter(mine);
        authorizations
                .createAuthorizationQuery()
                .resourceId(mine.getId())
                .list()
                .forEach(grant -> authorizations.deleteAuthorization(grant.getId()));

        staff.afterPropertiesSet();

        var again = filters.createFilterQuery().filterName("Mine").singleResult();
        assertThat(again.getId()).isEqualTo(mine.getId());
        assertThat(again.getProperties()).containsEntry("priority", 10).containsKey("variables");
        assertThat(authorizations
                        .createAuthorizationQuery()
                        .resourceId(mine.getId())
                        .list())
                .extracting("groupId")
                .containsExactlyInAnyOrderElementsOf(Staff.WORKERS);
    }

    @Test
    void what_can_wait_until_its_follow_up_date_is_in_nobodys_list_before() {
        var task = tasks.newTask();
        task.setName("Look after it");
        task.setAssignee("support");
        tasks.saveTask(task);
        try {
            assertThat(names("Mine")).contains("Look after it");
            task.setFollowUpDate(Date.from(clock.instant().plusSeconds(3600)));
            tasks.saveTask(task);
            assertThat(names("Mine")).doesNotContain("Look after it");
            task.setFollowUpDate(Date.from(clock.instant().minusSeconds(3600)));
            tasks.saveTask(task);
            assertThat(names("Mine")).contains("Look after it");
        } finally {
            tasks.deleteTask(task.getId(), true);
        }
    }

    @Test
    void who_has_a_task_sets_a_follow_up_date_as_tasklist_does_it() throws Exception {
        var warehouse = new Visitor("warehouse").signedIn();
        var path = "/camunda/api/engine/engine/default/task/" + packing;
        tasks.setAssignee(packing, "warehouse");
        try {
            // Tasklist sends back all that it has read.
            var change = new ObjectMapper().readTree(warehouse.gets(path).body());
            ((ObjectNode) change).put("followUp", "2099-01-02T12:00:00.000+0000");
            assertThat(change.path("camundaFormRef").isObject()).isTrue();
            var answer = warehouse.sends("PUT", path, change.toString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
            assertThat(tasks.createTaskQuery().taskId(packing).singleResult().getFollowUpDate())
                    .isEqualTo("2099-01-02T12:00:00.000Z");
        } finally {
            var task = tasks.createTaskQuery().taskId(packing).singleResult();
            task.setFollowUpDate(null);
            task.setAssignee(null);
            tasks.saveTask(task);
        }
    }

    private List<String> names(String filter) {
        identity.setAuthentication("support", List.of("support"));
        try {
            return filters
                    .<Task>listPage(
                            filters.createFilterQuery()
                                    .filterName(filter)
                                    .singleResult()
                                    .getId(),
                            0,
                            50)
                    .stream()
                    .map(Task::getName)
                    .toList();
        } finally {
            identity.clearAuthentication();
        }
    }

    /** Somebody with a browser or a script. */
    private class Visitor {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient http = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        private final String user;
        private final String password;
        private boolean signedIn;

        Visitor(String user) {
            this(user, user);
        }

        Visitor(String user, String password) {
            this.user = user;
            this.password = password;
        }

        /** By the form, as people do. */
        Visitor signedIn() throws Exception {
            signedIn = true;
            var form = gets("/login").body();
            var token = form.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
            posts("/login", "username=%s&password=%s&_csrf=%s".formatted(user, password, token));
            gets("/camunda/app/tasklist/default/");
            return this;
        }

        HttpResponse<String> gets(String path) throws Exception {
            return http.send(request(path).GET().build(), BodyHandlers.ofString());
        }

        HttpResponse<String> posts(String path, String form) throws Exception {
            return http.send(
                    request(path)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());
        }

        HttpResponse<String> sends(String method, String path, String json) throws Exception {
            return sends(method, path, json, UTF_8);
        }

        HttpResponse<String> sends(String method, String path, String json, Charset encoding) throws Exception {
            // With a session, the engine's REST asks for our token: programs send credentials instead.
            var program = path.startsWith("/engine-rest");
            return http.send(
                    request(path, program)
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofByteArray(json.getBytes(encoding)))
                            .build(),
                    BodyHandlers.ofString());
        }

        HttpResponse<String> deploys() throws Exception {
            var body = """
                    --x\r
                    Content-Disposition: form-data; name="deployment-name"\r
                    \r
                    mine\r
                    --x\r
                    Content-Disposition: form-data; name="data"; filename="Mine.bpmn"\r
                    \r
                    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"/>\r
                    --x--\r
                    """;
            return http.send(
                    request("/engine-rest/deployment/create")
                            .header("Content-Type", "multipart/form-data; boundary=x")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }

        private HttpRequest.Builder request(String path) {
            return request(path, false);
        }

        private HttpRequest.Builder request(String path, boolean program) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .ifPresent(token -> request.header("X-XSRF-TOKEN", token));
            if (user != null && (program || !signedIn)) {
                request.header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8)));
            }
            return request;
        }
    }
}
