package org.forthcoming.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import org.forthcoming.LampShop;
import org.forthcoming.calendar.ClockAdvance;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;

/** The proof of a delayed delivery, as staff prints it. */
@SpringBootTest(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:proof-page",
            "forthcoming.sample-data=false",
            "forthcoming.zone=America/New_York",
            "camunda.bpm.job-execution.enabled=false"
        })
@AutoConfigureMockMvc
@Import(LampShop.class)
class ProofPageTest {

    @Autowired
    MockMvc browser;

    @Autowired
    ClockAdvance clockAdvance;

    @Autowired
    LampShop shop;

    private long id;

    @BeforeEach
    void a_lamp_is_delayed_and_the_customer_was_told() {
        var lamp = shop.lamp(10, 5);
        id = shop.order(lamp, 2, "Jana Berg", "US").fulfillments().get(0).id();
        shop.slips(lamp, 60, "A strike at the port");
        clockAdvance.advance(Duration.ofMinutes(31));
    }

    @Test
    void it_holds_what_was_promised_and_each_mail_in_full_in_the_order_in_which_it_happened() throws Exception {
        var page = page("FINANCE");
        assertThat(page.select("table").get(1).select("td:nth-child(2)").eachText())
                .containsSubsequence("promised", "notified", "re promised", "notified");
        assertThat(page.select("table").get(1).select("td:nth-child(1)").eachText())
                .allMatch(at -> at.matches("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2} E[SD]T"));
        assertThat(page.select(".appendix")).hasSize(2);
        assertThat(page.select(".appendix").last().text())
                .contains("is delayed", "Jana-B-LAMP", "A strike at the port", "<");
        assertThat(page.select("dl").first().text()).contains("Jana Berg", "US_FTC", "CANCEL_OFFERED");
    }

    @Test
    void the_customers_links_are_for_those_alone_who_may_act_as_the_customer() throws Exception {
        assertThat(page("SUPPORT").text()).containsPattern("signature=[0-9a-f]{64}");
        assertThat(page("WAREHOUSE").text()).doesNotContain("signature=").contains("A strike at the port");
    }

    @Test
    void of_what_there_is_not_there_is_no_proof_and_none_for_strangers() throws Exception {
        assertThat(status("/operations/fulfillments/999999/proof", "FINANCE")).isEqualTo(404);
        assertThat(status("/operations/fulfillments/one/proof", "FINANCE")).isEqualTo(400);
        assertThat(browser.perform(get("/operations/fulfillments/" + id + "/proof"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .doesNotContain("Jana Berg");
    }

    private Document page(String role) throws Exception {
        var answer = browser.perform(get("/operations/fulfillments/" + id + "/proof")
                        .with(user("somebody").roles(role)))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(200);
        return Jsoup.parse(answer.getContentAsString());
    }

    private int status(String path, String role) throws Exception {
        return browser.perform(get(path).with(user("somebody").roles(role)))
                .andReturn()
                .getResponse()
                .getStatus();
    }
}
