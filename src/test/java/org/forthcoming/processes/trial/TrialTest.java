package org.forthcoming.processes.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Orders;
import org.forthcoming.processes.HandbookExample;
import org.forthcoming.processes.Rollouts;
import org.forthcoming.processes.trial.Comparison.Compared;
import org.forthcoming.processes.trial.Comparison.Row;
import org.forthcoming.processes.trial.Comparison.Verdict;
import org.forthcoming.processes.trial.Happening.Kind;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.util.LinkedMultiValueMap;

/** Changed models are tried out in processes of their own, which know nothing of the shop's database and mail server. */
@SpringBootTest(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:the-shop",
            "spring.datasource.password=of-the-database",
            "spring.mail.host=mail.real.example",
            "spring.mail.password=of-the-mail-server",
            "forthcoming.link-secret=of-the-links",
            "forthcoming.admin.password=of-the-administrator",
            "forthcoming.shop.name=Lamps & Co",
            "forthcoming.sample-data=false",
            "forthcoming.trial.limit=10m",
            "camunda.bpm.job-execution.enabled=false"
        })
@AutoConfigureMockMvc
class TrialTest {

    private static final String STUCK = "Preorder.bpmn";
    private static final List<Story> STORIES = List.of(
            Story.SHIPPED,
            Story.RELEASED,
            Story.WAITS_LONG,
            Story.DELAYED_LEFT,
            Story.NO_DAY,
            Story.QUESTION,
            Story.VIP_RIVAL,
            Story.BIG_ORDER);

    private static long rollout;
    private static Trial trial;
    private static Document whileItRan;

    @Autowired
    MockMvc browser;

    @Autowired
    Trials trials;

    @Autowired
    Environment settings;

    @Autowired
    ShopCalendar calendar;

    private MockEnvironment start;

    @BeforeAll
    static void a_change_with_all_of_the_handbooks_examples_other_words_and_a_mistake_is_tried_out(
            @Autowired Rollouts rollouts, @Autowired Trials trials, @Autowired MockMvc browser) throws Exception {
        var files = rollouts.filesInForce();
        var all = new TreeMap<>(files);
        var changed = new TreeMap<String, byte[]>();
        for (var example : HandbookExample.values()) {
            changed.putAll(example.edit(all).changed());
            all.putAll(changed);
        }
        changed.put(
                STUCK,
                replaced(
                        files,
                        STUCK,
                        "messageRef=\"Message_StockAllocated\"",
                        "messageRef=\"Message_ReleasePostponed\""));
        changed.put(
                "mails/QUESTION_ANSWERED.en.html",
                replaced(files, "mails/QUESTION_ANSWERED.en.html", "</main>", "<p>Yours, the lamp people</p></main>"));
        var outcome = rollouts.prepare("News every week", null, changed, "analyst");
        assertThat(outcome.refused()).isEmpty();
        rollout = outcome.rollout().id();
        assertThat(begin(browser, STORIES).getStatus()).isEqualTo(302);
        trial = trials.latest(rollout).orElseThrow();
        assertThat(trials.begin(2, files, files, EnumSet.of(Story.SHIPPED)))
                .as("one at a time")
                .isEmpty();
        var answer = page(browser);
        assertThat(answer.getHeader("Refresh")).as("it looks again by itself").isNotNull();
        whileItRan = Jsoup.parse(answer.getContentAsString());
        Awaitility.await().atMost(Duration.ofMinutes(11)).until(() -> !trial.runs());
        assertThat(trial.failure()).isEmpty();
    }

    // What it shows --------------------------------------------------------------------------------------------------

    @Test
    void news_every_week_instead_of_every_other_show_as_more_mails_on_their_days() {
        assertThat(compared(Story.WAITS_LONG).verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(compared(Story.WAITS_LONG).summary())
                .isEqualTo("3 more mails: STILL_WAITING on day 7, STILL_WAITING on day 21, STILL_WAITING on day 35.");
        assertThat(rows(Story.WAITS_LONG))
                .filteredOn(row -> row.before() == null)
                .allSatisfy(row -> {
                    assertThat(row.difference()).isEqualTo("new");
                    assertThat(row.after().text())
                            .contains("TRIAL-3", "Lamps & Co")
                            .doesNotContain("signature");
                });
    }

    @Test
    void a_vip_customer_who_is_served_first_shows_as_the_other_order_of_shipments() {
        assertThat(compared(Story.VIP_RIVAL).verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(compared(Story.VIP_RIVAL).summary())
                .contains("SHIPPED (VIP) on day 11 instead of 18", "SHIPPED on day 18 instead of 11");
    }

    @Test
    void a_decision_before_the_shipment_is_taken_by_the_forms_first_choice_and_the_order_ships_after_it() {
        assertThat(compared(Story.BIG_ORDER).summary())
                .contains(
                        "One more task: Look at big order on day 3",
                        "SHIPPED on day 5 instead of 4",
                        "Pack and ship on day 4 instead of 3");
        assertThat(compared(Story.BIG_ORDER).verdict()).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void a_reminder_shows_once_where_a_customer_says_nothing() {
        assertThat(compared(Story.NO_DAY).summary()).containsOnlyOnce("ANSWER_MISSING on day ");
    }

    @ParameterizedTest
    @CsvSource({"NEWS_EVERY_WEEK, WAITS_LONG", "REMINDER, NO_DAY", "VIP_FIRST, VIP_RIVAL", "BIG_ORDERS, BIG_ORDER"})
    void the_handbook_names_the_story_that_shows_its_example(HandbookExample example, Story story) {
        assertThat(example.section()).contains("*%s*".formatted(story.title()));
        assertThat(compared(story).verdict()).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void what_a_change_does_not_touch_is_the_same() {
        for (var story : List.of(Story.SHIPPED, Story.DELAYED_LEFT)) {
            assertThat(compared(story).summary()).isEqualTo("The same.");
            assertThat(compared(story).verdict()).isEqualTo(Verdict.SAME);
        }
    }

    @Test
    void each_story_comes_to_its_end_as_a_shop_would_live_to_see_it() {
        assertThat(after(Story.SHIPPED, Kind.MAIL)).containsExactly("ORDER_CONFIRMED", "SHIPPED", "FEEDBACK_REQUESTED");
        assertThat(after(Story.SHIPPED, Kind.END)).containsExactly("Completed");
        assertThat(after(Story.DELAYED_LEFT, Kind.MAIL))
                .containsExactly("ORDER_CONFIRMED", "DELAYED", "CANCELED", "REFUNDED");
        assertThat(after(Story.DELAYED_LEFT, Kind.TASK)).containsExactly("Refund customer");
        assertThat(after(Story.DELAYED_LEFT, Kind.STATUS))
                .containsExactly("Awaiting stock", "Delayed", "Cancel offered", "Canceled");
    }

    @Test
    void other_words_of_a_mail_are_named() {
        assertThat(compared(Story.QUESTION).summary()).isEqualTo("Other words: QUESTION_ANSWERED.");
        assertThat(rows(Story.QUESTION))
                .filteredOn(row -> !row.difference().isEmpty())
                .singleElement()
                .satisfies(row -> assertThat(row.after().text()).contains("the lamp people"));
    }

    @Test
    void a_process_that_waits_for_what_never_comes_is_said_in_words() {
        assertThat(compared(Story.RELEASED).verdict()).isEqualTo(Verdict.TROUBLED);
        assertThat(compared(Story.RELEASED).summary())
                .contains("It does not come to an end", "Pre-order: it waits at “Wait for stock” for what never comes");
    }

    // The page -------------------------------------------------------------------------------------------------------

    @Test
    void the_page_tells_how_far_it_is_and_then_shows_both_sides_with_what_differs() throws Exception {
        assertThat(whileItRan.text()).contains("The stories are being played");
        var answer = page(browser);
        assertThat(answer.getHeader("Refresh")).isNull();
        var page = Jsoup.parse(answer.getContentAsString());
        assertThat(page.select("details.story")).hasSize(STORIES.size());
        var waits = page.select("details.story[data-story=WAITS_LONG]");
        assertThat(waits.select("summary").first().text()).startsWith("differs Waits long 3 more mails");
        assertThat(waits.select("tr.new td.then summary").eachText())
                .hasSize(3)
                .allSatisfy(mail -> assertThat(mail).startsWith("STILL_WAITING"));
        assertThat(waits.select("tr.new td.now").eachText()).containsOnly("–");
        var words = page.select("details.story[data-story=QUESTION]");
        assertThat(words.select("td.then mark").text()).isEqualTo("Yours, the lamp people");
        assertThat(page.select("details.story[data-story=RELEASED] .badge.bad").text())
                .isEqualTo("goes wrong");
        assertThat(page.select("input[name=stories][checked]").eachAttr("value"))
                .containsExactlyElementsOf(STORIES.stream().map(Story::name).toList());
    }

    @Test
    void the_page_of_a_change_that_waits_for_approval_leads_there() throws Exception {
        var page = browser.perform(get("/operations/models/rollouts/" + rollout)
                        .with(user("ann").roles("ANALYST")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(Jsoup.parse(page)
                        .select("a[href$=/rollouts/%d/trial]".formatted(rollout))
                        .text())
                .isEqualTo("Try it out");
    }

    @Test
    void nothing_is_tried_out_without_a_story_or_a_change() throws Exception {
        begin(browser, List.of());
        assertThat(trials.latest(rollout)).hasValue(trial);
        assertThat(browser.perform(get("/operations/models/rollouts/4711/trial")
                                .with(user("ann").roles("ANALYST")))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    // Apart from the shop --------------------------------------------------------------------------------------------

    @Test
    void the_shop_itself_has_no_order_of_it(@Autowired Orders orders) {
        assertThat(orders.findByNumber("TRIAL-1")).isEmpty();
    }

    @Test
    void it_is_told_the_name_of_the_shop_and_none_of_its_secrets() {
        var process = TrialProcess.builder(Path.of("/tmp"), trials.ofTheShop());
        assertThat(process.command()).contains("--forthcoming.shop.name=Lamps & Co");
        assertThat(String.join(" ", process.command())).doesNotContain("of-the-", "real.example", "the-shop");
        var environment = new HashMap<>(Map.of(
                "PATH", "/bin",
                "SPRING_DATASOURCE_URL", "jdbc:postgresql://real.example/shop",
                "SPRING_MAIL_HOST", "mail.real.example",
                "FORTHCOMING_LINK_SECRET", "of-the-links",
                "SPRING_APPLICATION_JSON", "{}",
                "SPRING_CONFIG_IMPORT", "file:/etc/shop.yaml",
                "JAVA_TOOL_OPTIONS", "-Dspring.mail.host=mail.real.example"));
        TrialProcess.keepOfTheSystem(environment);
        assertThat(environment).containsOnlyKeys("PATH");
        assertThat(process.environment().keySet())
                .as("of this very process")
                .isSubsetOf(System.getenv().keySet())
                .doesNotContain("CLASSPATH", "JAVA_TOOL_OPTIONS", "CI", "USER");
    }

    // When it goes wrong ---------------------------------------------------------------------------------------------

    @Test
    void what_takes_too_long_is_ended_and_said(@Autowired Rollouts rollouts) {
        var impatient = new Trials(settings, calendar, new TrialSettings(Duration.ofMillis(1), null));
        var files = rollouts.filesInForce();
        var tooLong =
                impatient.begin(1, files, files, EnumSet.of(Story.SHIPPED)).orElseThrow();
        Awaitility.await().until(() -> !tooLong.runs());
        assertThat(tooLong.failure())
                .contains("Before the change: It took too long and was ended before the stories began.");
    }

    @Test
    void models_that_it_can_not_even_start_with_are_said(@Autowired Rollouts rollouts) throws Exception {
        var broken = new TreeMap<>(rollouts.filesInForce());
        broken.put("Backorder.bpmn", replaced(broken, "Backorder.bpmn", "${sendMail}", "${sendMale}"));
        var plan = new Plan(calendar.today(), List.of(Story.SHIPPED));
        var process = new TrialProcess(broken, plan, Map.of());
        try (process) {
            assertThat(process.directory()).isDirectory();
            assertThatThrownBy(() -> process.played(Duration.ofMinutes(10).toNanos()))
                    .isInstanceOf(TrialFailed.class)
                    .hasMessageContaining("sendMale");
        }
        assertThat(process.directory()).as("nothing is left of it").doesNotExist();
    }

    // Only there ---------------------------------------------------------------------------------------------------

    @Test
    void stories_are_played_on_no_database_but_one_in_memory_and_with_no_mail_server() {
        throwAway();
        new TrialGuard().postProcessEnvironment(start, new SpringApplication());
        for (var setting : Map.of(
                        "spring.datasource.url", "jdbc:h2:file:./data/forthcoming",
                        "spring.mail.host", "localhost",
                        "spring.main.web-application-type", "servlet",
                        "forthcoming.trial.directory", "")
                .entrySet()) {
            throwAway();
            start.setProperty(setting.getKey(), setting.getValue());
            assertThatThrownBy(() -> new TrialGuard().postProcessEnvironment(start, new SpringApplication()))
                    .as(setting.getKey())
                    .hasMessageContaining("no other database than one in memory, no mail server");
        }
    }

    @Test
    void production_plays_no_stories() {
        throwAway();
        start.setActiveProfiles("production", "trial");
        assertThatThrownBy(() -> new TrialGuard().postProcessEnvironment(start, new SpringApplication()))
                .hasMessageContaining("no other profile");
    }

    private void throwAway() {
        start = new MockEnvironment();
        start.setActiveProfiles("trial");
        start.setProperty("spring.datasource.url", "jdbc:h2:mem:trial");
        start.setProperty("spring.main.web-application-type", "none");
        start.setProperty("forthcoming.trial.directory", "/tmp/trial");
    }

    // ----------------------------------------------------------------------------------------------------------------

    private static Compared compared(Story story) {
        return trial.comparison().orElseThrow().stories().stream()
                .filter(compared -> compared.story() == story)
                .findFirst()
                .orElseThrow();
    }

    private static List<Row> rows(Story story) {
        return compared(story).moments().stream()
                .flatMap(moment -> moment.rows().stream())
                .toList();
    }

    private static List<String> after(Story story, Kind kind) {
        return rows(story).stream()
                .map(Row::after)
                .filter(happening -> happening.kind() == kind)
                .map(Happening::name)
                .toList();
    }

    private static byte[] replaced(SortedMap<String, byte[]> files, String name, String from, String to) {
        var text = new String(files.get(name), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    }

    private static MockHttpServletResponse page(MockMvc browser) throws Exception {
        return browser.perform(get("/operations/models/rollouts/" + rollout + "/trial")
                        .with(user("ann").roles("ANALYST")))
                .andReturn()
                .getResponse();
    }

    private static MockHttpServletResponse begin(MockMvc browser, List<Story> stories) throws Exception {
        var form = new LinkedMultiValueMap<String, String>();
        stories.forEach(story -> form.add("stories", story.name()));
        return browser.perform(post("/operations/models/rollouts/" + rollout + "/trial")
                        .params(form)
                        .with(user("ann").roles("ANALYST"))
                        .with(csrf()))
                .andReturn()
                .getResponse();
    }
}
