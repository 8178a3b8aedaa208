package org.forthcoming.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.forthcoming.communication.InWords;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Notice;
import org.forthcoming.inventory.Supply;
import org.forthcoming.orders.LawProfile;
import org.forthcoming.orders.NewOrder;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.NewLine;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the law has the notice of a delay say, for each of its profiles and in each language, in both parts of the mail: a
 * lamp was promised for Wednesday, April 8, 2026.
 */
class DelayNoticeTest extends ProcessTest {

    private static final LocalDate PROMISED = LocalDate.of(2026, 4, 8);
    private static final LocalDate THIRTY_DAYS_LATER = LocalDate.of(2026, 5, 8);
    private static final LocalDate MORE_DAYS_LATER = LocalDate.of(2026, 5, 11);
    private static final String REASON = "a strike at the port";

    /** What each statement has to say; the blanks are for the old day, the new day and the last day to answer. */
    private static final Map<String, Map<String, String>> WORDS = Map.of(
            "en",
            Map.of(
                    "old day", "It was to ship by %1$s.",
                    "new day", "Now ships by %2$s",
                    "no day", "We can’t name a new day",
                    "reason", "The reason: " + REASON,
                    "silence means consent",
                            "If we don’t hear from you by the end of %3$s, we take it that you agree to wait until %2$s.",
                    "silence cancels",
                            "We need your yes. If we don’t hear from you by the end of %3$s, and it has not shipped by then,"
                                    + " we cancel it and pay you back.",
                    "may cancel after agreeing",
                            "Also after you have agreed to wait you may cancel at any time until it ships.",
                    "free", "Your answer costs you nothing",
                    "nothing to do", "There is nothing you need to do",
                    "may cancel",
                            "You may cancel at any time until it ships. It costs you nothing, and you promptly get back the"
                                    + " full amount, in the way you paid."),
            "de",
            Map.of(
                    "old day", "Der Versand war bis %1$s versprochen.",
                    "new day", "Jetzt Versand bis %2$s",
                    "no day", "Einen neuen Tag können wir nicht nennen",
                    "reason", "Der Grund: " + REASON,
                    "silence means consent",
                            "Wenn wir bis zum Ende von %3$s nichts von Ihnen hören, gehen wir davon aus, dass Sie bis %2$s"
                                    + " warten möchten.",
                    "silence cancels",
                            "Wir brauchen Ihr Ja. Wenn wir bis zum Ende von %3$s nichts von Ihnen hören und die Ware bis dahin"
                                    + " nicht unterwegs ist, stornieren wir sie und zahlen Ihnen das Geld zurück.",
                    "may cancel after agreeing",
                            "Auch wenn Sie zugestimmt haben, können Sie bis zum Versand jederzeit stornieren.",
                    "free", "Ihre Antwort kostet Sie nichts",
                    "nothing to do", "Sie brauchen nichts zu tun",
                    "may cancel",
                            "Sie können bis zum Versand jederzeit stornieren. Das kostet Sie nichts, und Sie bekommen umgehend"
                                    + " den vollen Betrag zurück, auf dem Weg, auf dem Sie bezahlt haben."));

    private final Map<String, Supply> supplies = new HashMap<>();

    @ParameterizedTest
    @CsvSource({"US, US_FTC, en", "US, US_FTC, de", "CH, STRICTEST, en", "CH, STRICTEST, de"})
    void where_silence_counts_the_notice_says_what_it_means_until_when_and_how_to_answer(
            String country, LawProfile profile, String language) {
        var aMonth = order(country, language);
        var more = order(country, language);
        var never = order(country, language);
        assertThat(of(aMonth).lawProfile()).isEqualTo(profile);
        slips(aMonth, Optional.of(THIRTY_DAYS_LATER));
        slips(more, Optional.of(MORE_DAYS_LATER));
        slips(never, Optional.empty());
        settled();
        var monthAfter = PROMISED.plusDays(30);
        says(aMonth, language, PROMISED, THIRTY_DAYS_LATER, PROMISED, "new day", "silence means consent", "free");
        says(more, language, PROMISED, MORE_DAYS_LATER, monthAfter, "new day", "silence cancels", "free");
        says(
                never,
                language,
                PROMISED,
                null,
                monthAfter,
                "no day",
                "silence cancels",
                "may cancel after agreeing",
                "free");

        slips(aMonth, Optional.of(MORE_DAYS_LATER));
        settled();
        says(
                aMonth,
                language,
                THIRTY_DAYS_LATER,
                MORE_DAYS_LATER,
                THIRTY_DAYS_LATER,
                "new day",
                "silence cancels",
                "free");

        slips(aMonth, Optional.empty());
        settled();
        says(
                aMonth,
                language,
                MORE_DAYS_LATER,
                null,
                THIRTY_DAYS_LATER,
                "no day",
                "silence cancels",
                "may cancel after agreeing",
                "free");
        for (var order : List.of(aMonth, more, never)) {
            var choices = Jsoup.parse(delayed(order).html().orElseThrow()).select(".choices a");
            assertThat(choices).hasSize(2);
            assertThat(look(choices.get(0))).as("of equal weight").isEqualTo(look(choices.get(1)));
            assertThat(choices.eachAttr("href"))
                    .satisfiesExactly(
                            wait -> assertThat(wait).contains("show=wait"),
                            cancel -> assertThat(cancel).contains("show=cancellation"));
            assertThat(delayed(order).text().orElseThrow()).contains(choices.eachAttr("href"));
        }
    }

    @ParameterizedTest
    @CsvSource({"DE, EU_CRD, en", "DE, EU_CRD, de", "GB, UK_CRA, en", "GB, UK_CRA, de"})
    void where_silence_changes_nothing_the_notice_asks_nothing_and_says_how_to_cancel(
            String country, LawProfile profile, String language) {
        var later = order(country, language);
        var never = order(country, language);
        assertThat(of(later).lawProfile()).isEqualTo(profile);
        slips(later, Optional.of(MORE_DAYS_LATER));
        slips(never, Optional.empty());
        settled();
        says(later, language, PROMISED, MORE_DAYS_LATER, null, "new day", "nothing to do");
        says(never, language, PROMISED, null, null, "no day", "nothing to do");
        for (var order : List.of(later, never)) {
            var choices = Jsoup.parse(delayed(order).html().orElseThrow()).select(".choices a");
            assertThat(choices.eachAttr("href")).singleElement().asString().contains("show=cancellation");
            assertThat(delayed(order).text().orElseThrow()).contains(choices.eachAttr("href"));
        }
    }

    // ---------------------------------------------------------------------------------------------------------------

    /** Exactly these statements, and those that every notice makes. */
    private void says(
            String order,
            String language,
            LocalDate promised,
            LocalDate revised,
            LocalDate lastDay,
            String... statements) {
        var all = new ArrayList<>(List.of(statements));
        all.addAll(List.of("old day", "reason", "may cancel"));
        var mail = delayed(order);
        var html = Jsoup.parse(mail.html().orElseThrow());
        assertThat(html.select("[data-says]").eachAttr("data-says")).containsExactlyInAnyOrderElementsOf(all);
        var text = mail.text().orElseThrow().replaceAll("\\s+", " ");
        for (var statement : all) {
            var words = WORDS.get(language)
                    .get(statement)
                    .formatted(day(promised, language), day(revised, language), day(lastDay, language));
            assertThat(html.selectFirst("[data-says='%s']".formatted(statement)).text())
                    .contains(words);
            assertThat(text).contains(words);
        }
    }

    private static String day(LocalDate day, String language) {
        return day == null ? null : new InWords(Locale.forLanguageTag(language)).day(day);
    }

    /** All of a link but where it leads. */
    private static List<Attribute> look(Element link) {
        return link.attributes().asList().stream()
                .filter(attribute -> !attribute.getKey().equals("href"))
                .toList();
    }

    private Mail delayed(String order) {
        return mails.findByOrderNumberOrderById(order).stream()
                .filter(mail -> mail.notice() == Notice.DELAYED)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private String order(String country, String language) {
        var sku = backorder(0, null);
        var supply = supply(sku, 10, calendar.minusWorkingDays(PROMISED, 2));
        var order = place(new NewOrder(
                unique("2026"),
                "web",
                new Customer("Ada Byron", unique("ada") + "@example.org", country, language),
                null,
                false,
                null,
                List.of(new NewLine(sku, 1, null)),
                null,
                true));
        supplies.put(order, supply);
        runJobs();
        return order;
    }

    private void slips(String order, Optional<LocalDate> revised) {
        var expectedOn = revised.map(day -> calendar.minusWorkingDays(day, 2));
        done(receiving.change(supplies.get(order).id(), expectedOn, null, REASON));
    }

    private void settled() {
        timeGoesTo(clock.instant().plus(Duration.ofMinutes(31)));
    }
}
