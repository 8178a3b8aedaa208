package org.forthcoming.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.Filter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.communication.Mail;
import org.forthcoming.communication.Mailing;
import org.forthcoming.communication.Mails;
import org.forthcoming.communication.Notice;
import org.forthcoming.orders.Order;
import org.forthcoming.processes.Incidents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;

/** What staff reads of mails. */
@WebMvcTest(
        controllers = MailsPage.class,
        excludeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Filter.class))
@Import({ListedMail.Formats.class, PlainInput.class})
class MailsPageTest {

    private static final String LINK = "https://shop.example/orders/W-1?show=order&amp;signature=" + "0a".repeat(32);

    @MockitoBean
    private Mails mails;

    @MockitoBean
    private Incidents incidents;

    @MockitoBean
    private Mailing mailing;

    @MockitoBean
    private ShopCalendar calendar;

    @Autowired
    private MockMvc browser;

    @BeforeEach
    void one_mail_was_kept() {
        when(mailing.notices()).thenReturn(new TreeSet<>(List.of(Notice.ORDER_CONFIRMED, Notice.named("PATIENCE"))));
        when(calendar.zone()).thenReturn(ZoneId.of("Europe/Berlin"));
        var order = mock(Order.class);
        when(order.number()).thenReturn("W-1");
        var mail = mock(Mail.class);
        when(mail.id()).thenReturn(7L);
        when(mail.order()).thenReturn(order);
        when(mail.notice()).thenReturn(Notice.ORDER_CONFIRMED);
        when(mail.to()).thenReturn("ada@example.com");
        when(mail.subject()).thenReturn(Optional.of("We have <your> order W-1"));
        when(mail.status()).thenReturn(Mail.Status.KEPT);
        when(mail.sentAt()).thenReturn(Optional.of(Instant.parse("2026-11-23T23:30:00Z")));
        when(mail.messageId()).thenReturn("<1@shop.example>");
        when(mail.failure()).thenReturn(Optional.empty());
        when(mail.fulfillment()).thenReturn(Optional.empty());
        when(mail.text()).thenReturn(Optional.of("See it: " + LINK.replace("&amp;", "&")));
        when(mail.html())
                .thenReturn(
                        Optional.of("<html><head><title>x</title></head><a href=\"" + LINK + "\">See it</a></html>"));
        when(mails.findById(7)).thenReturn(Optional.of(mail));
        when(mails.find(any(), any(), any(), any())).thenReturn(new PageImpl<>(List.of(), PageRequest.of(0, 50), 0));
        when(mails.find(isNull(), eq("ada@example.com"), eq(Notice.ORDER_CONFIRMED), any()))
                .thenReturn(new PageImpl<>(List.of(mail), PageRequest.of(0, 50), 120));
    }

    @Test
    @WithMockUser(roles = "WAREHOUSE")
    void the_list_says_what_went_to_whom_when_and_how_in_the_shops_time() throws Exception {
        browser.perform(get("/operations/mails?order=&to= ada@example.com &notice=ORDER_CONFIRMED"))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("We have &lt;your&gt; order W-1"),
                                containsString("ada@example.com"),
                                containsString("24 Nov 2026, 00:30"),
                                containsString("Kept"),
                                containsString("Page 1 of 3, 120 mails"),
                                containsString("to=ada@example.com&amp;notice=ORDER_CONFIRMED&amp;page=1"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, Integer.MAX_VALUE})
    @WithMockUser(roles = "WAREHOUSE")
    void who_finds_nothing_is_told_so(int page) throws Exception {
        when(mails.find(any(), any(), any(), any())).thenAnswer(asked -> {
            var wanted = asked.getArgument(3, PageRequest.class);
            assertThat(wanted.getOffset()).isBetween(0L, (long) Integer.MAX_VALUE);
            return new PageImpl<>(List.of(), wanted, 0);
        });
        browser.perform(get("/operations/mails?order=nope&page=" + page))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("No mail is like that.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/html"})
    @WithMockUser(roles = "SUPPORT")
    void support_sees_the_customers_link(String part) throws Exception {
        browser.perform(get("/operations/mails/7" + part))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("0a".repeat(32))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/html"})
    @WithMockUser(roles = "WAREHOUSE")
    void others_do_not(String part) throws Exception {
        browser.perform(get("/operations/mails/7" + part))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("0a0a"))));
    }

    @Test
    @WithMockUser(roles = "SUPPORT")
    void the_html_part_runs_nothing_and_opens_links_elsewhere() throws Exception {
        browser.perform(get("/operations/mails/7/html"))
                .andExpect(header().string("Content-Security-Policy", containsString("default-src 'none'")))
                .andExpect(header().string("Content-Security-Policy", containsString("sandbox")))
                .andExpect(content().string(containsString("<head><base target=\"_blank\">")));
        browser.perform(get("/operations/mails/7"))
                .andExpect(content().string(containsString("sandbox=\"allow-popups allow-popups-to-escape-sandbox\"")));
    }

    @Test
    @WithMockUser(roles = "SUPPORT")
    void a_mail_that_there_is_not_is_not_found() throws Exception {
        browser.perform(get("/operations/mails/8")).andExpect(status().isNotFound());
        browser.perform(get("/operations/mails/8/html")).andExpect(status().isNotFound());
        browser.perform(get("/operations/mails?notice=NONE")).andExpect(status().isBadRequest());
    }
}
