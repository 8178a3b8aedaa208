package org.forthcoming.orders;

import java.math.BigDecimal;
import org.forthcoming.calendar.CalendarSettings;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.data.jpa.JpaRepositoriesAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * Orders, offers, inventory and the calendar, without the engine: its decision tables are played by a few words.
 *
 * <p>No {@code @Configuration}, by which tests of the whole product would find it too.
 */
@AutoConfigurationPackage(basePackages = "org.forthcoming")
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    HibernateJpaAutoConfiguration.class,
    JpaRepositoriesAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    AopAutoConfiguration.class,
    ValidationAutoConfiguration.class
})
@ConfigurationPropertiesScan(
        basePackageClasses = {
            CalendarSettings.class,
            org.forthcoming.inventory.Inventory.class,
            org.forthcoming.offers.Catalog.class,
            Ordering.class
        })
@ComponentScan(
        basePackageClasses = {
            CalendarSettings.class,
            org.forthcoming.inventory.Inventory.class,
            org.forthcoming.offers.Catalog.class,
            Ordering.class
        },
        excludeFilters = {
            @ComponentScan.Filter(TestConfiguration.class),
            @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Test.*"),
            @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*Slice"),
            @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*KeptClock")
        })
class OrdersSlice {

    @Bean
    Policies policies() {
        return new Policies() {

            @Override
            public LawProfile lawProfile(String deliveryCountry) {
                return deliveryCountry.equals("US") ? LawProfile.US_FTC : LawProfile.EU_CRD;
            }

            @Override
            public DelayRule delay(LawProfile profile, boolean renewed, Integer daysLate, boolean agreedUndated) {
                return profile == LawProfile.US_FTC
                        ? new DelayRule(Delay.Silence.CANCEL, 30)
                        : new DelayRule(Delay.Silence.NOTHING, 0);
            }

            @Override
            public NoticeRule notice(LawProfile profile) {
                return new NoticeRule(30, 3, profile == LawProfile.US_FTC);
            }

            @Override
            public CustomerRights rights(LawProfile profile) {
                return new CustomerRights(null, false);
            }

            @Override
            public int priority(String channel, String country, BigDecimal total) {
                return "vip".equals(channel) ? 10 : 0;
            }
        };
    }
}
