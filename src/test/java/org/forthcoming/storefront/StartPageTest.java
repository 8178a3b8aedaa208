package org.forthcoming.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import org.forthcoming.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A newcomer goes through all steps, in a browser; every page on the way is looked at as others see it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.datasource.url=jdbc:h2:mem:start")
class StartPageTest {

    private static Browser browser;

    @LocalServerPort
    int port;

    @BeforeAll
    static void open() {
        browser = Browser.open();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void a_newcomer_sees_an_order_from_the_promise_to_the_feedback() {
        browser.go(start());
        assertThat(browser.text()).contains("You are looking.");
        looksRight();

        browser.press("Sign in as demo").see("form[action='/start/order']");
        assertThat(browser.address()).isEqualTo(start());
        browser.press("Place a sample order").see("a[href*='/operations/mails/']");
        assertThat(browser.text()).contains("SAMPLE-1001", "2 × Enamel kettle", "1 × Lighthouse desk lamp");
        looksRight();

        browser.go(start() + "operations/orders/SAMPLE-1001").press("Where its process stands");
        assertThat(browser.see("figure[data-drawn] .mark.here").getText())
                .as("in words, not by a color alone")
                .isEqualTo("here");
        looksRight();
        browser.go(start() + "operations/incidents").see(".message.good");
        looksRight();

        browser.go(start());
        browser.press("Receive the kettles").press("Or ship it by this button");
        browser.press("Move the clock by ten days").until("Rate it as the customer");
        looksRight();

        browser.go(here(browser.see("a[href*='show=feedback']").getDomProperty("href")));
        assertThat(browser.has("[name=rating][value='5']:checked")).isTrue();
        looksRight();
        browser.press("Send feedback").see(".message.good");
        assertThat(browser.text()).contains("Thank you for your feedback!", "Completed");
        looksRight();

        browser.go(start());
        assertThat(browser.text()).contains("You rated it 5 of 5.");
    }

    private void looksRight() {
        for (var dark : new boolean[] {true, false}) {
            browser.as(Browser.DESK, dark);
            assertThat(browser.barriers()).isEmpty();
        }
        browser.as(Browser.PHONE, false);
        assertThat(browser.overflows()).as("wider than a phone").isFalse();
        browser.as(Browser.DESK, false);
    }

    private String start() {
        return "http://localhost:%d/".formatted(port);
    }

    /** The same link on this test's port. */
    private String here(String link) {
        return link.replaceFirst("http://[^/]+/", start());
    }
}
