package org.forthcoming.inventory;

import org.forthcoming.calendar.CalendarSettings;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.calendar.ShopClock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The part of the product that the tests of inventory run on. */
@TestConfiguration
@EnableConfigurationProperties({InventorySettings.class, CalendarSettings.class})
@Import({
    ShopClock.class,
    ShopCalendar.class,
    FreshReads.class,
    LostRaces.class,
    Ids.class,
    Books.class,
    Ledger.class,
    Supplies.class,
    Shortages.class,
    Allocation.class,
    Pins.class,
    Inventory.class,
    Receiving.class
})
class InventorySlice {

    @Bean
    Acts acts(Inventory inventory) {
        return new Acts(inventory);
    }

    @Bean
    Shop shop(
            Inventory inventory, TransactionTemplate transaction, ShopCalendar calendar, Ids ids, JdbcClient database) {
        return new Shop(inventory, transaction, calendar, ids, database);
    }
}
