package org.forthcoming.inventory;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.calendar.ShopClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;

@OnH2
class InventoryTest {

    @Autowired
    private Inventory inventory;

    @Autowired
    private Receiving receiving;

    @Autowired
    private ShopCalendar calendar;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Supplies supplies;

    @Autowired
    private Shortages shortages;

    @Autowired
    private Shop shop;

    @AfterEach
    void turnTheClockBack() {
        clock.shiftTo(Duration.ZERO);
    }

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
        assertThat(shop.pegsOf(order)).containsOnly(entry("on hand", 1), entry("sooner", 2), entry("later", 1));
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

    @Test
    void a_pin_among_patient_ones_breaks_nothing_and_the_last_pinned_is_first() {
        supply("sooner", "LAMP", 1, 10);
        supply("later", "LAMP", 2, 20);
        var first = shop.order("LAMP", 1);
        var second = shop.order("LAMP", 1);
        var third = shop.order("LAMP", 1);
        inventory.promise(first.reference(), in(30));
        assertThat(inventory.pin(second.reference(), false)).isEqualTo(new Inventory.Pinning(true, 0));
        assertThat(shop.pegsOf(second)).containsOnlyKeys("sooner");
        assertThat(shop.pegsOf(first)).containsOnlyKeys("later");
        inventory.pin(third.reference(), true);
        assertThat(inventory.unitsAhead(Shop.references(first, second, third)))
                .containsEntry(third.reference(), 0)
                .containsEntry(second.reference(), 1)
                .containsEntry(first.reference(), 2);
    }

    @Test
    void whoever_does_not_wait_can_not_be_pinned() {
        receive(supply("stock", "LAMP", 1, 0), 1);
        var allocated = shop.order("LAMP", 1);
        assertThat(inventory.pin(allocated.reference(), true).pinned()).isFalse();
    }

    @Test
    void a_higher_priority_is_served_first_as_long_as_no_promise_moves_later() {
        var sooner = supply("sooner", "LAMP", 1, 10);
        supply("later", "LAMP", 1, 20);
        var patient = shop.order("LAMP", 1);
        inventory.promise(patient.reference(), in(20));
        var important = shop.importantOrder(5, "LAMP", 1);
        receive(sooner, 1);
        assertThat(shop.stateOf(important)).isEqualTo("ALLOCATED");
        assertThat(shop.pegsOf(patient)).containsOnlyKeys("later");
    }

    @Test
    void a_promise_is_kept_even_against_a_higher_priority() {
        var sooner = supply("sooner", "LAMP", 1, 10);
        supply("later", "LAMP", 1, 20);
        var promised = shop.order("LAMP", 1);
        var important = shop.importantOrder(5, "LAMP", 1);
        receive(sooner, 1);
        assertThat(shop.stateOf(promised)).isEqualTo("ALLOCATED");
        assertThat(shop.pegsOf(important)).containsOnlyKeys("later");
    }

    @Test
    void units_are_not_scattered_a_later_one_that_they_complete_passes_one_that_keeps_its_promise() {
        var large = supply("large", "LAMP", 6, 20);
        var five = shop.order("LAMP", 5);
        var one = shop.order("LAMP", 1);
        receive(large, 1);
        assertThat(shop.stateOf(five)).isEqualTo("WAITING");
        assertThat(shop.stateOf(one)).isEqualTo("ALLOCATED");
        assertThat(inventory.readyDays(Shop.references(five))).containsEntry(five.reference(), in(20));
        receive(large, 5);
        assertThat(shop.stateOf(five)).isEqualTo("ALLOCATED");
    }

    @Test
    void what_is_there_of_a_partial_order_is_allocated_and_the_rest_waits_at_its_place() {
        var supply = supply("one", "LAMP", 5, 20);
        var partial = shop.splittableOrder("LAMP", 3);
        var next = shop.order("LAMP", 2);
        receive(supply, 2);
        assertThat(shop.splits).singleElement().satisfies(split -> {
            assertThat(split.reference()).isEqualTo(partial.reference());
            assertThat(split.rest()).containsOnly(entry("LAMP", 1));
        });
        var rest = shop.splits.get(0).restReference();
        assertThat(shop.allocated).containsExactly(partial.reference());
        assertThat(inventory.reserved(List.of(partial.reference(), rest)))
                .containsEntry(partial.reference(), List.of(new Inventory.Reserved("LAMP", 2, 2)))
                .containsEntry(rest, List.of(new Inventory.Reserved("LAMP", 1, 0)));
        assertThat(inventory.unitsAhead(Shop.references(next))).containsEntry(next.reference(), 1);
    }

    @Test
    void a_claim_on_several_SKUs_is_allocated_whole() {
        var lamps = supply("lamps", "LAMP", 1, 10);
        var chairs = supply("chairs", "CHAIR", 1, 20);
        var together = shop.order("LAMP", 1, "CHAIR", 1);
        assertThat(together.readyOn()).isEqualTo(in(20));
        receive(lamps, 1);
        assertThat(shop.stateOf(together)).isEqualTo("WAITING");
        receive(chairs, 1);
        assertThat(shop.stateOf(together)).isEqualTo("ALLOCATED");
    }

    @Test
    void who_lacks_another_SKU_lets_a_later_one_ship_when_its_own_promise_stays() {
        var lamps = supply("lamps", "LAMP", 1, 10);
        supply("more lamps", "LAMP", 1, 15);
        supply("chairs", "CHAIR", 1, 20);
        var together = shop.order("LAMP", 1, "CHAIR", 1);
        var single = shop.order("LAMP", 1);
        receive(lamps, 1);
        assertThat(shop.stateOf(single)).isEqualTo("ALLOCATED");
        assertThat(inventory.readyDays(Shop.references(together))).containsEntry(together.reference(), in(20));
    }

    @Test
    void units_held_for_regular_sales_are_neither_allocated_nor_promised() {
        receive(supply("stock", "LAMP", 2, 0), 2);
        supply("later", "LAMP", 4, 10);
        inventory.hold("LAMP", 3);
        // Two of the three are held on hand, the third is kept back from the supply.
        assertThat(inventory.stock("LAMP").orElseThrow().peggable()).isEqualTo(3);
        assertThat(shop.order("LAMP", 4)).isNull();
        var order = shop.order("LAMP", 3);
        assertThat(shop.pegsOf(order)).containsOnly(entry("later", 3));
    }

    @Test
    void raising_the_held_level_takes_nothing_that_was_promised() {
        var supply = supply("one", "LAMP", 2, 10);
        var order = shop.order("LAMP", 2);
        inventory.hold("LAMP", 2);
        assertThat(shop.pegsOf(order)).containsOnly(entry("one", 2));
        receive(supply, 2);
        assertThat(shop.stateOf(order)).isEqualTo("ALLOCATED");
    }

    @Test
    void lowering_the_held_level_gives_units_to_who_waits() {
        receive(supply("stock", "LAMP", 2, 0), 2);
        inventory.hold("LAMP", 2);
        var order = shop.undatedOrder("LAMP", 1);
        assertThat(shop.stateOf(order)).isEqualTo("WAITING");
        inventory.hold("LAMP", 1);
        assertThat(shop.stateOf(order)).isEqualTo("ALLOCATED");
    }

    @Test
    void regular_sales_take_what_is_held_but_never_what_is_allocated() {
        receive(supply("stock", "LAMP", 3, 0), 3);
        inventory.hold("LAMP", 1);
        shop.order("LAMP", 2);
        assertThat(receiving.adjust("LAMP", -1, "sold in the shop")).isInstanceOf(Answer.Done.class);
        assertThat(receiving.adjust("LAMP", -1, "sold in the shop")).isInstanceOf(Answer.Refused.class);
        assertThat(inventory.stock("LAMP").orElseThrow().onHand()).isEqualTo(2);
        assertThat(receiving.adjust("UNKNOWN", 1, "found"))
                .isEqualTo(Answer.unknown("Nothing is known of a SKU UNKNOWN."));
    }

    @Test
    void a_loss_of_promised_units_moves_the_latest_to_another_supply() {
        receive(supply("stock", "LAMP", 1, 0), 1);
        supply("chairs", "CHAIR", 2, 5);
        supply("later", "LAMP", 1, 20);
        var together = shop.order("LAMP", 1, "CHAIR", 1);
        shop.hearNothing();
        receiving.adjust("LAMP", -1, "broken");
        assertThat(shop.pegsOf(together)).containsOnly(entry("chairs", 1), entry("later", 1));
        assertThat(shop.changed).containsExactly(together.reference());
    }

    @Test
    void a_slip_moves_exactly_those_that_nothing_else_covers_in_time() {
        var slipping = supply("slipping", "LAMP", 2, 10);
        supply("other", "LAMP", 2, 12);
        var saved = shop.order("LAMP", 1);
        var moved = shop.order("LAMP", 1);
        var untouched = shop.order("LAMP", 1);
        shop.hearNothing();
        receiving.change(slipping, Optional.of(in(30)), null, "strike at the port");
        assertThat(shop.pegsOf(saved)).containsOnlyKeys("other");
        assertThat(shop.pegsOf(moved)).containsOnlyKeys("slipping");
        assertThat(shop.changed).containsExactlyInAnyOrder(saved.reference(), moved.reference());
        assertThat(inventory.readyDays(Shop.references(saved, moved, untouched)))
                .containsEntry(saved.reference(), in(12))
                .containsEntry(moved.reference(), in(30))
                .containsEntry(untouched.reference(), in(12));
    }

    @Test
    void a_supply_shrinks_to_what_was_received_at_most_and_the_latest_lose_it() {
        var shrinking = supply("shrinking", "LAMP", 3, 10);
        supply("other", "LAMP", 1, 20);
        receive(shrinking, 1);
        var first = shop.order("LAMP", 1); // has the one that came
        var second = shop.order("LAMP", 1);
        var third = shop.order("LAMP", 1);
        assertThat(receiving.change(shrinking, null, 0, null)).isInstanceOf(Answer.Refused.class);
        var change = (Answer.Done<Receiving.SupplyChange>) receiving.change(shrinking, null, 2, null);
        assertThat(change.value().promisesMoved()).isEqualTo(1);
        assertThat(shop.stateOf(first)).isEqualTo("ALLOCATED");
        assertThat(shop.pegsOf(second)).containsOnlyKeys("shrinking");
        assertThat(shop.pegsOf(third)).containsOnlyKeys("other");
    }

    @Test
    void a_supply_without_a_day_covers_only_who_accepts_that_and_gives_no_day() {
        supply("some day", "LAMP", 2, null);
        assertThat(shop.order("LAMP", 1)).isNull();
        var undated = shop.undatedOrder("LAMP", 1);
        assertThat(shop.pegsOf(undated)).containsOnlyKeys("some day");
        assertThat(inventory.readyDays(Shop.references(undated))).isEmpty();
    }

    @Test
    void an_overdue_supply_covers_nobody_until_it_has_a_new_day() {
        var supply = supply("late", "LAMP", 2, 1);
        var waiting = shop.order("LAMP", 1);
        clock.shiftTo(Duration.ofDays(2));
        assertThat(shop.order("LAMP", 1)).isNull();
        assertThat(inventory.readyDays(Shop.references(waiting))).isEmpty();
        assertThat(inventory.stock("LAMP").orElseThrow().peggable()).isZero();
        receiving.change(supply, Optional.of(in(5)), null, null);
        assertThat(shop.order("LAMP", 1).readyOn()).isEqualTo(in(5));
        assertThat(inventory.readyDays(Shop.references(waiting))).containsEntry(waiting.reference(), in(5));
    }

    @Test
    void more_than_outstanding_may_come_and_a_repeated_receipt_counts_once() {
        var supply = supply("one", "LAMP", 2, 10);
        var first = receiving.receive(supply, 3, "R1");
        assertThat(first).isEqualTo(Answer.done(new Receiving.Receipt(0, 0, 0, 3)));
        shop.order("LAMP", 1);
        assertThat(receiving.receive(supply, 3, "R1")).isEqualTo(Answer.doneBefore(new Receiving.Receipt(0, 0, 0, 3)));
        assertThat(receiving.receive(supply, 2, "R1")).isInstanceOf(Answer.Refused.class);
        assertThat(receiving.receive(supply, 0, "R2")).isInstanceOf(Answer.Refused.class);
        assertThat(receiving.receive(-7, 1, "R2")).isEqualTo(Answer.unknown("There is no supply -7."));
        assertThat(supplies.findById(supply).orElseThrow().quantity()).isEqualTo(3);
    }

    @Test
    void lowering_a_waiting_claim_gives_up_its_latest_units() {
        supply("sooner", "LAMP", 2, 10);
        supply("later", "LAMP", 2, 20);
        var order = shop.order("LAMP", 3);
        inventory.lower(order.reference(), "LAMP", 1);
        assertThat(shop.pegsOf(order)).containsOnly(entry("sooner", 2));
        assertThatThrownBy(() -> inventory.lower(order.reference(), "LAMP", 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void without_the_line_that_was_missing_the_rest_of_a_claim_is_allocated() {
        receive(supply("lamps", "LAMP", 1, 0), 1);
        supply("chairs", "CHAIR", 1, 20);
        var together = shop.order("LAMP", 1, "CHAIR", 1);
        inventory.lower(together.reference(), "CHAIR", 1);
        assertThat(shop.allocated).containsExactly(together.reference());
        assertThat(shop.statesOf(together.reference()))
                .containsEntry("LAMP", "ALLOCATED")
                .containsEntry("CHAIR", "RELEASED");
    }

    @Test
    void supplies_are_listed_by_SKU_the_oldest_first() {
        supply("one", "LAMP", 1, 3);
        supply("two", "CHAIR", 1, 2);
        supply("three", "LAMP", 1, 1);
        var page = PageRequest.of(0, 1);
        assertThat(supplies.find("LAMP", page).getTotalElements()).isEqualTo(2);
        assertThat(supplies.find("LAMP", page.next()))
                .extracting(Supply::reference)
                .containsExactly("three");
        assertThat(supplies.find(null, page).getTotalElements()).isEqualTo(3);
    }

    @Test
    void what_blocks_which_claims_is_known() {
        var supply = supply("one", "LAMP", 10, 5);
        for (int i = 0; i < 10; i++) {
            shop.order("LAMP", 1);
        }
        shop.undatedOrder("LAMP", 4);
        receive(supply, 7); // a batch is of three
        assertThat(shortages.page(PageRequest.of(0, 5))).singleElement().satisfies(shortage -> {
            assertThat(shortage.claims()).isEqualTo(8);
            assertThat(shortage.unitsShort()).isEqualTo(4);
            assertThat(shortage.releasableNow()).isEqualTo(4);
        });
        shop.settle();
        assertThat(shortages.page(PageRequest.of(0, 5))).singleElement().satisfies(shortage -> {
            assertThat(shortage.claims()).isEqualTo(4);
            assertThat(shortage.releasableNow()).isZero();
        });
    }

    // What operations expect -----------------------------------------------------------------------------------------

    @Test
    void what_operations_expect_is_for_those_who_wait_and_is_never_sold_to_others() {
        var waiting = shop.undatedOrder("LAMP", 5);
        receiving.expect("LAMP", in(20), "Reordered", null);
        assertThat(shop.pegsOf(waiting)).containsOnly(entry("Expected by operations", 5));
        assertThat(shop.order("LAMP", 1)).isNull();

        supply("purchase order", "LAMP", 5, 20);
        assertThat(stock("LAMP").peggable()).isZero();
        assertThat(shop.order("LAMP", 1)).isNull();
        supply("sooner", "LAMP", 5, 10);
        assertThat(shop.pegsOf(waiting)).containsOnly(entry("sooner", 5));
        assertThat(stock("LAMP").peggable()).isEqualTo(5);
        assertThat(stock("LAMP").incoming())
                .extracting(StockLevel.Incoming::reference)
                .containsOnly("sooner", "purchase order");
    }

    @Test
    void what_comes_later_than_operations_expect_is_not_sold_either_before_those_have_it_who_wait() {
        var waiting = shop.undatedOrder("LAMP", 5);
        receiving.expect("LAMP", in(10), "Reordered", null);
        var late = supply("purchase order", "LAMP", 6, 20);
        assertThat(stock("LAMP").peggable()).isEqualTo(1);
        receive(late, 5);
        assertThat(shop.stateOf(waiting)).isEqualTo("ALLOCATED");
        assertThat(stock("LAMP").peggable()).isEqualTo(1);
    }

    @Test
    void what_operations_expect_is_given_to_nobody_in_exchange_for_what_really_comes() {
        supply("sooner", "LAMP", 2, 5);
        var first = shop.order("LAMP", 2);
        var other = shop.undatedOrder("LAMP", 2);
        receiving.expect("LAMP", in(4), null, null);
        assertThat(inventory.pin(first.reference(), false).pinned()).isTrue();
        assertThat(shop.pegsOf(first)).containsOnly(entry("sooner", 2));
        assertThat(shop.pegsOf(other)).containsOnly(entry("Expected by operations", 2));

        var expected = stock("LAMP").incoming().get(0);
        receiving.change(expected.supplyId(), Optional.of(in(9)), null, null);
        assertThat(inventory.pin(other.reference(), false).promisesBroken()).isOne();
        assertThat(shop.pegsOf(first)).containsOnly(entry("sooner", 2));
    }

    @Test
    void what_operations_expect_is_announced_by_whoever_says_how_much_comes() {
        var waiting = shop.undatedOrder("LAMP", 5);
        receiving.expect("LAMP", in(10), null, null);
        var expected = stock("LAMP").incoming().get(0).supplyId();
        receiving.change(expected, null, 8, null);
        assertThat(shop.order("LAMP", 3).readyOn()).isEqualTo(in(10));
        inventory.release(waiting.reference());
        assertThat(stock("LAMP").peggable()).isEqualTo(5);
    }

    private StockLevel stock(String sku) {
        return inventory.stock(sku).orElseThrow();
    }
}
