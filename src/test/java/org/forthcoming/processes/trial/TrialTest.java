package org.forthcoming.processes.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.forthcoming.calendar.CalendarSettings;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.calendar.ShopClock;
import org.forthcoming.processes.trial.Comparison.Compared;
import org.forthcoming.processes.trial.Comparison.Row;
import org.forthcoming.processes.trial.Comparison.Verdict;
import org.forthcoming.processes.trial.Played.Happening;
import org.forthcoming.processes.trial.Played.Kind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/**
 * Changed models are tried out in processes of their own: here of a shop with passwords, a database and a mail server, of
 * which these must not know.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        classes = {
            Trials.class,
            ShopClock.class,
            ShopCalendar.class,
            JacksonAutoConfiguration.class,
        },
        properties = {
            "forthcoming.shop.name=Lamps & Co",
            "spring.datasource.url=jdbc:postgresql://real.example/shop",
            "spring.datasource.password=of-the-database",
            "spring.mail.host=mail.real.example",
            "spring.mail.password=of-the-mail-server",
            "forthcoming.link-secret=of-the-links",
            "forthcoming.admin.password=of-the-administrator"
        })
@EnableConfigurationProperties({CalendarSettings.class, TrialSettings.class})
class TrialTest {

    private static final Set<Story> STORIES =
            EnumSet.of(Story.SHIPPED, Story.RELEASED, Story.WAITS_LONG, Story.DELAYED_LEFT, Story.QUESTION);

    private static Trial trial;

    private MockEnvironment start;

    @BeforeAll
    static void a_change_with_news_every_week_other_words_and_a_mistake_is_tried_out(@Autowired Trials trials)
            throws IOException {
        var changed = models();
        replace(changed, "Backorder.bpmn", "R/P14D", "R/P7D");
        replace(
                changed,
                "Preorder.bpmn",
                "messageRef=\"Message_StockAllocated\"",
                "messageRef=\"Message_ReleasePostponed\"");
        replace(changed, "mails/QUESTION_ANSWERED.en.html", "</body>", "<p>Yours, the lamp people</p></body>");
        trial = trials.begin(1, models(), changed, STORIES).orElseThrow();
        assertThat(trials.begin(2, models(), changed, STORIES))
                .as("one at a time")
                .isEmpty();
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> !trial.runs());
        assertThat(trial.failure()).isEmpty();
    }

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
    void what_a_change_does_not_touch_is_the_same() {
        for (var story : List.of(Story.SHIPPED, Story.DELAYED_LEFT)) {
            assertThat(compared(story).summary()).isEqualTo("The same.");
            assertThat(compared(story).verdict()).isEqualTo(Verdict.SAME);
        }
    }

    @Test
    void each_story_comes_to_its_end_as_a_shop_would_live_to_see_it() {
        assertThat(after(Story.SHIPPED, Kind.MAIL)).containsExactly("ORDER_CONFIRMED", "SHIPPED", "FEEDBACK_REQUESTED");
        assertThat(after(Story.SHIPPED, Kind.END)).containsExactly("COMPLETED");
        assertThat(after(Story.DELAYED_LEFT, Kind.MAIL))
                .containsExactly("ORDER_CONFIRMED", "DELAYED", "CANCELED", "REFUNDED");
        assertThat(after(Story.DELAYED_LEFT, Kind.TASK)).containsExactly("Refund customer");
        assertThat(after(Story.DELAYED_LEFT, Kind.STATUS))
                .containsExactly("AWAITING_STOCK", "DELAYED", "CANCEL_OFFERED", "CANCELED");
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

    @Test
    void of_the_shop_it_is_told_the_name_and_none_of_its_secrets(
            @Autowired Environment shop, @Autowired Trials trials) {
        var process = TrialProcess.builder(Path.of("/tmp"), trials.ofTheShop());
        assertThat(process.command()).contains("--forthcoming.shop.name=Lamps & Co");
        assertThat(String.join(" ", process.command())).doesNotContain("of-the-", "real.example");
        var secrets = new HashMap<>(Map.of(
                "PATH", "/bin",
                "SPRING_DATASOURCE_URL", "jdbc:postgresql://real.example/shop",
                "SPRING_MAIL_HOST", "mail.real.example",
                "FORTHCOMING_LINK_SECRET", "of-the-links",
                "SPRING_APPLICATION_JSON", "{}",
                "SPRING_CONFIG_IMPORT", "file:/etc/shop.yaml",
                "JAVA_TOOL_OPTIONS", "-Dspring.mail.host=mail.real.example"));
        TrialProcess.keepOfTheSystem(secrets);
        assertThat(secrets).containsOnlyKeys("PATH");
        assertThat(process.environment().keySet()).noneMatch(name -> name.matches("(SPRING|FORTHCOMING|CAMUNDA).*"));
    }

    @Test
    void nothing_is_left_of_it() throws IOException {
        Awaitility.await().until(() -> folders().isEmpty());
    }

    @Test
    void what_takes_too_long_is_ended_and_said(
            @Autowired ObjectMapper json, @Autowired Environment shop, @Autowired ShopCalendar calendar) {
        var impatient = new Trials(json, shop, calendar, new TrialSettings(Duration.ofMillis(1), null));
        var tooLong = impatient.begin(1, models(), models(), STORIES).orElseThrow();
        Awaitility.await().until(() -> !tooLong.runs());
        assertThat(tooLong.failure())
                .contains("Before the change: It took too long and was ended before the stories began.");
    }

    @Test
    void models_that_can_not_even_be_started_with_are_said(
            @Autowired ObjectMapper json, @Autowired Environment shop, @Autowired ShopCalendar calendar) {
        var broken = models();
        replace(broken, "Backorder.bpmn", "${sendMail}", "${sendMale}");
        var trials = new Trials(json, shop, calendar, new TrialSettings(Duration.ofMinutes(2), null));
        var failed = trials.begin(1, broken, broken, STORIES).orElseThrow();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> !failed.runs());
        assertThat(failed.failure().orElseThrow()).contains("sendMale");
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

    private static SortedMap<String, byte[]> models() {
        var files = new TreeMap<String, byte[]>();
        try (var all = Files.walk(Path.of("bpmn"))) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var mail = file.getParent().endsWith("mails") ? "mails/" : "";
                files.put(mail + file.getFileName(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static void replace(SortedMap<String, byte[]> files, String name, String from, String to) {
        var text = new String(files.get(name), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        files.put(name, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("forthcoming-trial-"))
                    .toList();
        }
    }
}
