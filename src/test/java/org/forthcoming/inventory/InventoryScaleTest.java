package org.forthcoming.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.zaxxer.hikari.HikariDataSource;
import java.util.HashMap;
import java.util.List;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryCount;
import net.ttddyy.dsproxy.QueryCountHolder;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.forthcoming.calendar.ShopCalendar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Long queues: few statements, bounded batches, and a first answer that does not wait for all of it. */
@OnH2
@Import(InventoryScaleTest.Counted.class)
@TestPropertySource(properties = "forthcoming.inventory.batch-size=100")
class InventoryScaleTest {

    private static final int MANY = 20_000;

    /** Counts the statements of each thread, a batch by its rows. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Counted {

        @Bean
        DataSource dataSource() {
            var pool = new HikariDataSource();
            pool.setJdbcUrl("jdbc:h2:mem:scale;DB_CLOSE_DELAY=-1");
            return ProxyDataSourceBuilder.create(pool).countQuery().build();
        }
    }

    @Autowired
    private Receiving receiving;

    @Autowired
    private Inventory inventory;

    @Autowired
    private ShopCalendar calendar;

    @Autowired
    private Shop shop;

    @BeforeEach
    void open() {
        shop.open();
    }

    private long supply(int quantity, int inDays) {
        return ((Answer.Done<Supply>) receiving.announce(
                        "S", "LAMP", quantity, calendar.today().plusDays(inDays)))
                .value()
                .id();
    }

    /** As if so many orders of one unit each had been placed and pegged to the supply. */
    private void waiting(long supply, int orders) {
        shop.database
                .sql("""
                        insert into reservation (id, sku, reference, units, state, precedence, placed_at, number,
                                                 splittable, needed_by)
                        select 1000000 + x, 'LAMP', 2000000 + x, 1, 'WAITING', 0,
                               dateadd('second', x, timestamp with time zone '2026-01-01 00:00:00+00'),
                               lpad(x, 8, '0'), false, :day
                        from system_range(1, :orders)
                        """)
                .param("orders", orders)
                .param("day", calendar.today().plusDays(30))
                .update();
        shop.database
                .sql("insert into peg (id, reservation_id, sku, supply_id, units)"
                        + " select 3000000 + x, 1000000 + x, 'LAMP', :supply, 1 from system_range(1, :orders)")
                .param("orders", orders)
                .param("supply", supply)
                .update();
        shop.database
                .sql("update stock set waiting = :orders, claimed = :orders where sku = 'LAMP'")
                .param("orders", orders)
                .update();
        shop.database
                .sql("update supply set pegged = :orders where id = :supply")
                .param("orders", orders)
                .param("supply", supply)
                .update();
    }

    private static long statements(Runnable act) {
        QueryCountHolder.clear();
        act.run();
        QueryCount count = QueryCountHolder.getGrandTotal();
        return count.getTotal();
    }

    @Test
    void placing_an_order_takes_few_statements() {
        supply(100, 10);
        assertThat(statements(() -> shop.order("LAMP", 1))).isLessThanOrEqualTo(8);
    }

    @Test
    void releasing_many_takes_less_than_one_statement_for_each() {
        var supply = supply(1_000, 10);
        waiting(supply, 1_000);
        var count = statements(() -> {
            receiving.receive(supply, 1_000, null);
            shop.settle();
        });
        assertThat(shop.allocated).hasSize(1_000);
        assertThat(count).isLessThan(1_000);
    }

    @Test
    void a_receipt_for_20000_answers_after_its_first_batch_and_the_rest_follows_from_where_it_stopped() {
        var supply = supply(MANY, 10);
        waiting(supply, MANY);
        var receipt = ((Answer.Done<Receiving.Receipt>) receiving.receive(supply, MANY, "R")).value();
        assertThat(receipt).isEqualTo(new Receiving.Receipt(100, 100, MANY - 100, MANY));
        assertThat(shop.left).containsOnlyKeys("LAMP");
        // Nobody new gets any of it meanwhile.
        assertThat(shop.order("LAMP", 1)).isNull();

        var batches = 0;
        while (!shop.left.isEmpty()) {
            shop.settleOne();
            batches++;
        }
        assertThat(batches).isBetween(199, 201);
        assertThat(shop.allocated).hasSize(MANY).doesNotHaveDuplicates();
        assertThat(shop.allocated).isSorted();
        assertThat(inventory.stock("LAMP").orElseThrow().allocated()).isEqualTo(MANY);
    }

    @Test
    void a_batch_that_is_run_twice_changes_nothing_the_second_time() {
        var supply = supply(1_000, 10);
        waiting(supply, 1_000);
        receiving.receive(supply, 1_000, null);
        var after = shop.left.get("LAMP");
        assertThat(inventory.allocateNext("LAMP", after)).isPresent();
        assertThat(shop.allocated).hasSize(200);
        assertThat(inventory.allocateNext("LAMP", after)).isEmpty();
        assertThat(shop.allocated).hasSize(200);
    }

    @Test
    void a_cancellation_in_a_long_queue_looks_at_few() {
        var sooner = supply(MANY, 10);
        waiting(sooner, MANY);
        supply(MANY, 20);
        assertThat(statements(() -> inventory.release(2_000_001))).isLessThan(20);
        assertThat(shop.left).isEmpty();
    }

    @Test
    void a_supply_that_slips_moves_the_first_batch_at_once_and_tells_how_many_follow() {
        var supply = supply(MANY, 10);
        waiting(supply, MANY);
        var later = java.util.Optional.of(calendar.today().plusDays(40));
        var change = ((Answer.Done<Receiving.SupplyChange>) receiving.change(supply, later, null, "late")).value();
        assertThat(change.promisesMoved()).isEqualTo(100);
        assertThat(change.remaining()).isEqualTo(MANY - 100);
        shop.settle();
        assertThat(shop.changed).hasSize(MANY).doesNotHaveDuplicates();
    }

    @Test
    void a_second_slip_on_top_of_the_first_goes_through_everyone_anew_in_batches_and_nobody_keeps_the_first_day() {
        var supply = supply(MANY, 10);
        waiting(supply, MANY);
        slip(supply, 40);
        while (shop.changed.size() < MANY / 2) {
            shop.settleOne();
        }
        slip(supply, 47);
        assertThat(shop.left).as("one pass takes the place of the other").hasSize(1);
        var batches = 0;
        while (!shop.left.isEmpty()) {
            assertThat(statements(shop::settleOne)).as("of one batch").isLessThan(20);
            batches++;
        }
        assertThat(batches).isBetween(199, 201);
        assertThat(shop.changed)
                .as("half of them twice")
                .hasSize(MANY / 2 + MANY)
                .endsWith(2_000_000L + MANY);
        assertThat(List.copyOf(shop.changed).subList(MANY / 2, MANY / 2 + MANY)).doesNotHaveDuplicates();
        assertThat(inventory.moving(List.of(2_000_001L, 2_000_000L + MANY))).isEmpty();
        assertThat(inventory.readyDays(List.of(2_000_001L, 2_000_000L + MANY)).values())
                .containsOnly(calendar.today().plusDays(47));
    }

    private void slip(long supply, int inDays) {
        var day = java.util.Optional.of(calendar.today().plusDays(inDays));
        assertThat(receiving.change(supply, day, null, "late")).isInstanceOf(Answer.Done.class);
    }

    @Test
    void units_ahead_are_those_of_pinned_then_important_then_earlier_ones_however_long_the_queue_is() {
        waiting(supply(MANY, 10), MANY);
        shop.database.sql("update reservation set units = 1 + mod(id, 3)").update();
        shop.database
                .sql("update stock set waiting = (select sum(units) from reservation), claimed ="
                        + " (select sum(units) from reservation)")
                .update();
        become("pinned_rank = -1", 2_000_500);
        become("pinned_rank = -2", 2_015_000);
        become("precedence = -10", 2_019_999);
        become("placed_at = (select placed_at from reservation where reference = 2010000)", 2_010_001);

        var queue = shop.database
                .sql("select reference, units from reservation order by pinned_rank, precedence, placed_at, number")
                .query((row, number) -> new long[] {row.getLong("reference"), row.getLong("units")})
                .list();
        var expected = new HashMap<Long, Integer>();
        var sum = 0;
        for (var one : queue) {
            expected.put(one[0], sum);
            sum += (int) one[1];
        }
        var some = List.of(
                2_000_001L,
                2_000_002L,
                2_000_500L,
                2_009_999L,
                2_010_000L,
                2_010_001L,
                2_015_000L,
                2_019_500L,
                2_019_999L,
                2_020_000L);
        assertThat(inventory.unitsAhead(some))
                .hasSameSizeAs(some)
                .allSatisfy((one, ahead) -> assertThat(ahead).isEqualTo(expected.get(one)));
        for (var one : some) {
            assertThat(statements(() ->
                            assertThat(inventory.unitsAhead(List.of(one))).containsOnly(entry(one, expected.get(one)))))
                    .isLessThanOrEqualTo(2);
        }
    }

    private void become(String what, long reference) {
        shop.database
                .sql("update reservation set " + what + " where reference = :reference")
                .param("reference", reference)
                .update();
    }
}
