package org.forthcoming.communication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.forthcoming.calendar.ShopClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What each mail tells a customer. Leaves the mails in target/mails, to be looked at. */
@MailTest
class MailTemplatesTest {

    @Autowired
    private Mailing mailing;

    @Autowired
    private Mails mails;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private ShopClock clock;

    @BeforeEach
    void it_is_the_day_after_the_order() {
        clock.moveTo(SampleOrder.PLACED_AT.plusSeconds(86_400));
    }

    static Stream<Arguments> everyNoticeInEveryLanguage() {
        return Notice.OF_THE_PRODUCT.stream()
                .flatMap(notice -> Stream.of("en", "de").map(language -> Arguments.of(notice, language)));
    }

    @ParameterizedTest
    @MethodSource("everyNoticeInEveryLanguage")
    void each_mail_names_the_shop_its_contact_the_order_and_the_link_to_its_page(Notice notice, String language)
            throws IOException {
        var order = orderFor(notice, language);
        var mail = written(notice, order);

        assertThat(mail.subject()).get().asString().contains(order.number()).doesNotContain("$", "null");
        assertThat(mail.text().orElseThrow())
                .contains("Hafen & Söhne", "hello@shop.example", "+49 40 5550100", "Hafengasse 1, 20095 Hamburg")
                .contains("https://shop.example/orders/" + order.number() + "?show=order&signature=")
                .contains(language.equals("de") ? "Guten Tag Jane" : "Hello Jane", order.number());
        assertThat(mail.html().orElseThrow())
                .contains("lang=\"" + language + "\"", "prefers-color-scheme: dark", "name=\"color-scheme\"")
                .doesNotContain(" th:", "${", "null", "<!--");
        assertThat(mail.text().orElseThrow())
                .as("words of the other language")
                .doesNotContain(language.equals("de") ? " your " : " Ihre ");

        var folder = Files.createDirectories(Path.of("target/mails"));
        Files.writeString(
                folder.resolve(notice + "." + language + ".html"), mail.html().orElseThrow());
        Files.writeString(
                folder.resolve(notice + "." + language + ".txt"),
                mail.subject().orElseThrow() + "\n\n" + mail.text().orElseThrow());
    }

    private SampleOrder orderFor(Notice notice, String language) {
        var lamp = language.equals("de") ? "Leselampe „Nordlicht“, Messing" : "Reading lamp “Northern Light”, brass";
        var book = language.equals("de") ? "Das Buch vom Warten (gebunden)" : "The Book of Waiting (hardcover)";
        var order = new SampleOrder(database, language)
                .fulfillment("2026-12-18")
                .line(2, lamp, "44.91")
                .incentive(lamp, "DISCOUNT", "10 %")
                .fulfillment("2027-01-07")
                .preorder("2027-01-05")
                .line(1, book, "24.00")
                .incentive(book, "BONUS_ITEM", language.equals("de") ? "Lesezeichen aus Leder" : "Leather bookmark")
                .incentive(book, "VOUCHER", "5.00");
        return switch (notice.name()) {
            case "EARLIER_THAN_PROMISED" -> order.promisedEarlier("2027-01-05");
            case "DELAYED" ->
                order.delayed(
                        "2027-01-07",
                        null,
                        "The factory stands still.",
                        "CANCEL",
                        Instant.parse("2027-02-06T23:00:00Z"));
            case "CANCELED" -> order.set("status", "CANCELED").refund("24.00", "2026-12-07", null);
            case "REFUNDED" -> order.set("status", "CANCELED").refund("24.00", "2026-12-07", "2026-12-01");
            case "ORDER_CHANGED" -> order.line(3, 1, lamp, "44.91").refund("89.82", "2026-12-07", null);
            case "SHIPPED" -> order.shipped("2027-01-05", "DHL", "00340434161094042557");
            case "FEEDBACK_REQUESTED" ->
                order.shipped("2027-01-05", "DHL", "00340434161094042557").set("status", "FEEDBACK_REQUESTED");
            case "QUESTION_RECEIVED" -> order.question("Does it come before Christmas?\nIt is a present.", null);
            case "QUESTION_ANSWERED" ->
                order.question("Does it come before Christmas?", "No, we are sorry.\n\nIt comes in January.");
            case "MESSAGE" -> order.message("Your lamp's cable", "It must not be used outdoors.\nWe are sorry.");
            case "WITHDRAWAL_RECEIVED" ->
                order.set("withdrawn_at", OffsetDateTime.parse("2027-01-20T14:05:00Z"))
                        .shipped("2027-01-05", "DHL", "00340434161094042557");
            default -> order;
        };
    }

    @Test
    void the_confirmation_names_each_promise_what_was_bought_and_what_it_costs() {
        var order = new SampleOrder(database, "en")
                .fulfillment("2026-12-18")
                .line(2, "Lamp", "44.91")
                .fulfillment("2027-01-07")
                .preorder("2027-01-05")
                .line(1, "Book", "24.00");

        assertThat(text(Notice.ORDER_CONFIRMED, order))
                .contains("Delivery 1 of 2", "Ships by Friday, December 18, 2026", "2 ×  Lamp  €89.82")
                .contains("Delivery 2 of 2", "Ships by Thursday, January 7, 2027", "1 ×  Book  €24.00")
                .contains("released on Tuesday, January 5, 2027")
                .contains("Shipping  €4.90", "Total  €118.72")
                .contains("Jane Doe\nHafengasse 1\n20095 Hamburg\nGermany");
    }

    @Test
    void in_german_days_and_amounts_are_as_a_german_reads_them() {
        var order = new SampleOrder(database, "de-DE").fulfillment("2026-12-18").line(2, "Lampe", "44.91");

        assertThat(text(Notice.ORDER_CONFIRMED, order))
                .contains(
                        "Versand bis Freitag, 18. Dezember 2026",
                        "2 ×  Lampe  89,82 €",
                        "Summe  94,72 €",
                        "Deutschland");
    }

    @Test
    void a_customer_of_another_language_reads_english() {
        var order = new SampleOrder(database, "fr_FR").fulfillment("2026-12-18").line(2, "Lampe", "44.91");

        assertThat(text(Notice.ORDER_CONFIRMED, order)).contains("Ships by Friday, December 18, 2026");
    }

    @Test
    void a_promise_without_a_day_is_said_plainly() {
        var order = new SampleOrder(database, "en").fulfillment(null).line(1, "Lamp", "44.91");

        assertThat(text(Notice.ORDER_CONFIRMED, order))
                .contains("We can’t name a day yet", "you can cancel at any time and get your money back")
                .doesNotContain("Ships by");
    }

    @Test
    void what_is_given_for_waiting_is_told_with_the_promise_and_the_voucher_again_after_the_delivery() {
        var order = new SampleOrder(database, "en")
                .fulfillment("2026-12-18")
                .line(1, "Lamp", "44.91")
                .incentive("Lamp", "DISCOUNT", "10 %")
                .incentive("Lamp", "FREE_SHIPPING", null)
                .incentive("Lamp", "VOUCHER", "5.00")
                .incentive("Lamp", "BONUS_ITEM", "Spare bulb");

        assertThat(text(Notice.ORDER_CONFIRMED, order))
                .contains("- Lamp: 10% off", "- Lamp: free shipping", "- Lamp: a voucher worth €5.00", ": Spare bulb");
        assertThat(text(Notice.FEEDBACK_REQUESTED, order))
                .contains("A voucher worth €5.00 for your next order")
                .doesNotContain("Spare bulb");
    }

    @Test
    void an_update_repeats_the_promise_while_it_is_safe_and_says_so_when_it_is_not() {
        var safe = new SampleOrder(database, "en").fulfillment("2026-12-18").line(1, "Lamp", "44.91");
        var late = new SampleOrder(database, "en")
                .fulfillment("2026-12-18")
                .line(1, "Lamp", "44.91")
                .set("expected_on", LocalDate.parse("2026-12-19"));

        assertThat(text(Notice.STILL_WAITING, safe))
                .contains("Our promise stands", "Ships by Friday, December 18, 2026")
                .doesNotContain("at risk");
        assertThat(text(Notice.STILL_WAITING, late))
                .contains("at risk just now")
                .doesNotContain("Our promise stands", "as planned");
    }

    @Test
    void what_has_not_come_on_the_day_before_is_not_called_safe() {
        var order = new SampleOrder(database, "en").fulfillment("2026-12-18").line(1, "Lamp", "44.91");
        clock.moveTo(Instant.parse("2026-12-17T09:00:00Z"));

        assertThat(text(Notice.STILL_WAITING, order))
                .contains("at risk just now")
                .doesNotContain("as planned");
    }

    @Test
    void an_earlier_promise_is_told_with_the_first_one() {
        var order = new SampleOrder(database, "en")
                .fulfillment("2026-12-18")
                .line(1, "Lamp", "44.91")
                .promisedEarlier("2026-12-11");

        assertThat(text(Notice.EARLIER_THAN_PROMISED, order))
                .contains("Ships by Friday, December 11, 2026", "we had promised Friday, December 18, 2026")
                .doesNotContain("at risk");
    }

    @Test
    void a_cancellation_says_what_is_not_shipped_what_comes_back_until_when_and_what_still_comes() {
        var order = new SampleOrder(database, "en")
                .fulfillment("2026-12-18")
                .line(1, "Lamp", "44.91")
                .fulfillment("2027-01-07")
                .line(2, "Book", "24.00")
                .set("status", "CANCELED")
                .refund("48.00", "2026-12-07", null);

        assertThat(text(Notice.CANCELED, order))
                .containsSubsequence(
                        "2 ×  Book  €48.00",
                        "You get €48.00 back",
                        "by Monday, December 7, 2026 at the latest",
                        "The rest of your order",
                        "Ships by Friday, December 18, 2026",
                        "1 ×  Lamp");
    }

    @Test
    void who_has_not_paid_is_told_that_nothing_comes_back() {
        var order = new SampleOrder(database, "en")
                .notPaid()
                .fulfillment("2026-12-18")
                .line(1, "Lamp", "44.91")
                .set("status", "CANCELED");

        assertThat(text(Notice.CANCELED, order)).contains("nothing to pay back").doesNotContain("You get");
    }

    @Test
    void a_change_says_what_is_left_and_what_is_gone() {
        var order = new SampleOrder(database, "en")
                .fulfillment("2026-12-18")
                .line(3, 1, "Lamp", "44.91")
                .line(2, 0, "Book", "24.00")
                .refund("137.82", "2026-12-07", null);

        assertThat(text(Notice.ORDER_CHANGED, order))
                .contains("1 ×  Lamp  €44.91", "- 2 × Lamp", "- 2 × Book", "You get €137.82 back")
                .doesNotContain("0 ×");
    }

    @Test
    void a_shipment_is_told_with_carrier_and_tracking_number() {
        var order = new SampleOrder(database, "en")
                .fulfillment("2026-12-18")
                .line(1, "Lamp", "44.91")
                .shipped("2026-12-16", "UPS", "1Z999AA10123456784");

        assertThat(text(Notice.SHIPPED, order))
                .contains(
                        "Shipped on Wednesday, December 16, 2026",
                        "Carrier: UPS",
                        "Tracking number: 1Z999AA10123456784");
    }

    @Test
    void the_request_for_feedback_links_to_the_page_with_each_rating() {
        var order = new SampleOrder(database, "en")
                .fulfillment("2026-12-18")
                .line(1, "Lamp", "44.91")
                .shipped("2026-12-16", "UPS", "1Z999AA10123456784");

        assertThat(text(Notice.FEEDBACK_REQUESTED, order))
                .contains(List.of(1, 2, 3, 4, 5).stream()
                        .map(stars ->
                                "%d: https://shop.example/orders/%s?show=feedback&fulfillment=%d&rating=%d&signature="
                                        .formatted(stars, order.number(), order.fulfillment(), stars))
                        .toList());
    }

    @Test
    void a_refund_is_told_with_its_amount_and_day() {
        var order = new SampleOrder(database, "en")
                .fulfillment("2026-12-18")
                .line(1, "Lamp", "44.91")
                .set("status", "CANCELED")
                .refund("44.91", "2026-12-07", "2026-12-01");

        assertThat(text(Notice.REFUNDED, order)).contains("€44.91", "Paid back on Tuesday, December 1, 2026");
    }

    @Test
    void what_customers_and_shops_write_is_shown_and_never_run() {
        var order = new SampleOrder(database, "<script>alert(1)</script> ${7*7} O’Neil", "jane@example.com", "en")
                .fulfillment("2026-12-18")
                .line(1, "<b>Lamp</b> & [[${order.number}]]", "44.91");

        var mail = written(Notice.ORDER_CONFIRMED, order);

        assertThat(mail.html().orElseThrow())
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt; ${7*7} O’Neil",
                        "&lt;b&gt;Lamp&lt;/b&gt; &amp; [[${order.number}]]")
                .doesNotContain("<script>", "<b>Lamp");
        assertThat(mail.text().orElseThrow()).contains("<b>Lamp</b> & [[${order.number}]]");
    }

    @Test
    void a_delay_names_both_days_the_reason_and_what_silence_means() {
        assertThat(text(Notice.DELAYED, delayed("2026-12-23", "CONSENT", "2026-12-18T23:00:00Z")))
                .contains("Now ships by Wednesday, December 23, 2026", "was to ship by Friday, December 18, 2026")
                .contains("The reason: A strike at the port.")
                .contains("by the end of Friday, December 18, 2026, we take it that you agree to wait until")
                .contains("show=wait", "show=cancellation", "costs you nothing")
                .contains("cancel at any time until it ships", "promptly get back the full amount")
                .doesNotContain("We need your yes");
    }

    @Test
    void a_delay_that_needs_a_yes_says_when_it_is_canceled_without_one() {
        assertThat(text(Notice.DELAYED, delayed("2027-02-24", "CANCEL", "2027-01-17T23:00:00Z")))
                .contains("We need your yes")
                .contains("by the end of Sunday, January 17, 2027, and it has not shipped by then, we cancel it")
                .doesNotContain("take it that you agree");
    }

    @Test
    void a_delay_without_a_day_says_so_and_that_one_may_leave_after_agreeing() {
        assertThat(text(Notice.DELAYED, delayed(null, "CANCEL", "2027-01-17T23:00:00Z")))
                .contains("We can’t name a new day", "after you have agreed to wait you may cancel at any time")
                .contains("The reason: A strike at the port.");
    }

    @Test
    void a_delay_asks_nothing_where_silence_changes_nothing() {
        assertThat(text(Notice.DELAYED, delayed("2026-12-23", "NOTHING", null)))
                .contains("nothing you need to do", "cancel at any time until it ships", "show=cancellation")
                .doesNotContain("show=wait", "hear from you");
    }

    private SampleOrder delayed(String revisedOn, String silence, String deadline) {
        return new SampleOrder(database, "en")
                .fulfillment("2026-12-18")
                .line(2, "Lamp", "44.91")
                .delayed(
                        "2026-12-18",
                        revisedOn,
                        "A strike at the port.",
                        silence,
                        deadline == null ? null : Instant.parse(deadline));
    }

    @Test
    void an_answer_keeps_its_paragraphs_and_repeats_the_question() {
        var order = new SampleOrder(database, "en")
                .fulfillment("2026-12-18")
                .line(1, "Lamp", "44.91")
                .question("Does it come <soon>?", "No.\nWe are sorry.");
        assertThat(text(Notice.QUESTION_ANSWERED, order))
                .contains("No.\n\nWe are sorry.", "Does it come <soon>?", "show=question");
    }

    @Test
    void a_withdrawal_is_acknowledged_with_its_content_day_and_time() {
        var order = new SampleOrder(database, "en")
                .fulfillment("2026-12-18")
                .line(2, "Lamp", "44.91")
                .set("withdrawn_at", OffsetDateTime.parse("2026-12-07T14:05:00Z"));
        assertThat(text(Notice.WITHDRAWAL_RECEIVED, order))
                .contains("Monday, December 7, 2026", "2 ×", "Lamp", order.number(), "Jane Doe withdrew")
                .containsPattern("1[45]:05 \\w+");
    }

    @Test
    void each_notice_has_its_templates() {
        assertThat(MailFiles.onClassPath().keySet())
                .containsAll(Notice.OF_THE_PRODUCT.stream()
                        .map(notice -> notice + ".en.html")
                        .toList());
    }

    private String text(Notice notice, SampleOrder order) {
        return written(notice, order).text().orElseThrow();
    }

    private Mail written(Notice notice, SampleOrder order) {
        var mail = mailing.queue(notice, order.fulfillment(), order.occasion()).orElseThrow();
        mailing.send(mail.id());
        return mails.findById(mail.id()).orElseThrow();
    }
}
