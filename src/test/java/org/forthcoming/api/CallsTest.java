package org.forthcoming.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.forthcoming.calendar.ClockAdvance;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.communication.CustomerLink;
import org.forthcoming.communication.Mailing;
import org.forthcoming.communication.Mails;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.inventory.Shortages;
import org.forthcoming.inventory.Supplies;
import org.forthcoming.offers.Catalog;
import org.forthcoming.orders.Fulfilling;
import org.forthcoming.orders.Fulfillments;
import org.forthcoming.orders.Ordering;
import org.forthcoming.orders.Orders;
import org.forthcoming.orders.Proof;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The calls alone, with nothing behind them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WebMvcTest(excludeFilters = @Filter(type = FilterType.REGEX, pattern = "org\\.forthcoming\\.(?!api\\.).*"))
@ImportAutoConfiguration({
    SpringDocConfiguration.class,
    SpringDocConfigProperties.class,
    SpringDocWebMvcConfiguration.class
})
@Import({JsonRules.class, ApiDescription.class, OrderBook.class})
@WithMockUser(roles = "ADMIN")
@MockitoBean(
        types = {
            Catalog.class,
            Receiving.class,
            Supplies.class,
            Inventory.class,
            Shortages.class,
            Ordering.class,
            Fulfilling.class,
            Orders.class,
            Fulfillments.class,
            Proof.class,
            CustomerLink.class,
            Mailing.class,
            Mails.class,
            ShopCalendar.class,
            ClockAdvance.class
        })
@interface CallsTest {}
