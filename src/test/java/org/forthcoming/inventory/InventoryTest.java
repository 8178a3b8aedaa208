package org.forthcoming.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.forthcoming.calendar.ShopCalendar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@OnH2
class InventoryTest {

    @Autowired
    private Inventory inventory;

    @Autowired
    private Receiving receiving;

    @Autowired
    private ShopCalendar calendar;

    @Autowired
    private Shop shop;

    @BeforeEach
    void open() {
        shop.open();
    }

    private LocalDate in(int days) {
        return calendar.today().plusDays(days);
    }

    private long supply(String reference, String sku, int quantity, Integer inDays) {
        var answer = receiving.announce(reference, sku, quantity, inDays == null ? null : in(inDays));
        return ((Answer.Done<Supply>) answer).value().id();
    }

    private Receiving.Receipt receive(long supply, int quantity) {
        return ((Answer.Done<Receiving.Receipt>) receiving.receive(supply, quantity, null)).value();
    }

    @Test
    void an_order_is_pegged_to_what_is_on_hand_first_and_then_to_the_earliest_supply() {
        receive(supply("stock", "LAMP", 1, 0), 1);
        supply("later", "LAMP", 5, 20);
        supply("sooner", "LAMP", 2, 10);
        var order = shop.order("LAMP", 4);
        assertThat(shop.pegsOf(order))
                .containsOnly(
                        java.util.Map.entry("on hand", 1),
                        java.util.Map.entry("sooner", 2),
                        java.util.Map.entry("later", 1));
        assertThat(order.readyOn()).isEqualTo(in(20));
        assertThat(inventory.readyDays(Shop.references(order))).containsEntry(order.reference(), in(20));
    }

    @Test
    void an_order_that_free_units_complete_is_allocated_at_placing() {
        receive(supply("stock", "LAMP", 3, 0), 3);
        assertThat(shop.order("LAMP", 3).allocated()).isTrue();
        assertThat(shop.order("LAMP", 1)).isNull();
    }

    @Test
    void a_receipt_goes_to_whoever_came_first() {
        var supply = supply("one", "LAMP", 3, 10);
        var first = shop.order("LAMP", 1);
        var second = shop.order("LAMP", 2);
        var receipt = receive(supply, 1);
        assertThat(receipt).isEqualTo(new Receiving.Receipt(1, 1, 0, 1));
        assertThat(shop.allocated).containsExactly(first.reference());
        assertThat(shop.stateOf(second)).isEqualTo("WAITING");
        receive(supply, 2);
        assertThat(shop.stateOf(second)).isEqualTo("ALLOCATED");
        inventory.ship(second.reference());
        assertThat(inventory.stock("LAMP")).hasValueSatisfying(level -> {
            assertThat(level.onHand()).isEqualTo(1);
            assertThat(level.allocated()).isEqualTo(1);
            assertThat(level.claimed()).isEqualTo(3);
        });
    }

    @Test
    void a_cancellation_gives_its_units_to_those_behind() {
        var supply = supply("one", "LAMP", 2, 10);
        supply("two", "LAMP", 2, 20);
        var first = shop.order("LAMP", 2);
        var second = shop.order("LAMP", 2);
        inventory.release(first.reference());
        assertThat(shop.pegsOf(second)).containsOnlyKeys("one");
        assertThat(shop.changed).containsExactly(second.reference());
        receive(supply, 2);
        assertThat(shop.stateOf(second)).isEqualTo("ALLOCATED");
    }

    @Test
    void a_pin_that_would_break_a_promise_is_refused_with_how_many_unless_others_may_wait() {
        supply("sooner", "LAMP", 2, 10);
        supply("later", "LAMP", 2, 20);
        var first = shop.order("LAMP", 1);
        var second = shop.order("LAMP", 1);
        var third = shop.order("LAMP", 2);
        assertThat(inventory.pin(third.reference(), false)).isEqualTo(new Inventory.Pinning(false, 2));
        assertThat(shop.pegsOf(third)).containsOnlyKeys("later");
        assertThat(inventory.pin(third.reference(), true)).isEqualTo(new Inventory.Pinning(true, 2));
        assertThat(shop.pegsOf(third)).containsOnlyKeys("sooner");
        assertThat(shop.pegsOf(first)).containsOnlyKeys("later");
        assertThat(shop.pegsOf(second)).containsOnlyKeys("later");
        assertThat(inventory.unitsAhead(Shop.references(first, third)))
                .containsEntry(first.reference(), 2)
                .containsEntry(third.reference(), 0);
    }
}
