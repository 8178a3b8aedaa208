package org.forthcoming.communication;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.forthcoming.calendar.CalendarSettings;
import org.forthcoming.orders.Delays;
import org.forthcoming.orders.ProofBook;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.mail.MailSenderAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.autoconfigure.orm.jpa.DataJpaTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tests with the mails, the tables and the clock, and nothing else: no promise moves while a mail waits. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DataJpaTest(
        showSql = false,
        properties = {
            "forthcoming.base-url=https://shop.example",
            "forthcoming.link-secret=for tests",
            "forthcoming.zone=Europe/Berlin",
            "forthcoming.mail.from=hello@shop.example",
            "forthcoming.shop.name=Hafen & Söhne",
            "forthcoming.shop.phone=+49 40 5550100",
            "forthcoming.shop.address=Hafengasse 1, 20095 Hamburg"
        })
@ImportAutoConfiguration(MailSenderAutoConfiguration.class)
@Import({ProofBook.class, MailTest.Packages.class})
@MockitoBean(types = Delays.class)
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@interface MailTest {

    @ComponentScan({"org.forthcoming.communication", "org.forthcoming.calendar"})
    @EnableConfigurationProperties({
        CalendarSettings.class,
        LinkSettings.class,
        MailSettings.class,
        ShopSettings.class,
        TemplateSettings.class
    })
    class Packages {}
}
