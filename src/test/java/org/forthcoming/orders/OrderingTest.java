package org.forthcoming.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.forthcoming.offers.Offer.WhenUncovered.ACCEPT_UNDATED;
import static org.forthcoming.offers.Offer.WhenUncovered.REJECT;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.calendar.ShopClock;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.Kind;
import org.forthcoming.offers.NewOffer;
import org.forthcoming.offers.NewOffer.NewIncentive;
import org.forthcoming.offers.Offer.IncentiveType;
import org.forthcoming.offers.Offer.WhenUncovered;
import org.forthcoming.orders.Fulfilling.Units;
import org.forthcoming.orders.NewOrder.Customer;
import org.forthcoming.orders.NewOrder.DeliverTo;
import org.forthcoming.orders.NewOrder.NewLine;
import org.forthcoming.orders.Placement.NumberTaken;
import org.forthcoming.orders.Placement.Placed;
import org.forthcoming.orders.Placement.PlacedBefore;
import org.forthcoming.orders.Placement.Refused;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

@SpringBootTest(
        classes = OrdersSlice.class,
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1",
            "spring.flyway.locations=classpath:db/migration",
            "logging.level.root=warn"
        })
class OrderingTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Autowired
    ShopClock clock;

    @Autowired
    ShopCalendar calendar;

    @Autowired
    Catalog catalog;

    @Autowired
    Receiving receiving;

    @Autowired
    Inventory inventory;

    @Autowired
    Ordering ordering;

    @Autowired
    Fulfilling fulfilling;

    @Autowired
    Orders orders;

    @Autowired
    RefundBook refunds;

    @BeforeEach
    void it_is_monday_morning() {
        clock.moveTo(calendar.startOf(MONDAY).plusSeconds(9 * 3600));
    }

    // Promises ------------------------------------------------------------------------------------------------------

    @Test
    void the_promise_is_the_day_of_the_last_supply_it_needs_plus_two_working_days() {
        var lamp = backorder();
        supply(lamp, 3, MONDAY.plusDays(1));
        supply(lamp, 5, MONDAY.plusDays(3)); // a Thursday
        assertThat(promises(place(order(line(lamp, 3))))).containsExactly(MONDAY.plusDays(3));
        assertThat(promises(place(order(line(lamp, 3))))).containsExactly(MONDAY.plusDays(7));
    }

    @Test
    void a_preorder_is_not_promised_before_its_release_even_when_the_goods_are_here() {
        var book = preorder(MONDAY.plusDays(14));
        receive(book, 5);
        var order = place(order(line(book, 1)));
        assertThat(promises(order)).containsExactly(MONDAY.plusDays(16));
        assertThat(order.fulfillments().get(0).allocated()).isTrue();
    }

    @Test
    void without_a_date_nothing_is_promised_where_the_offer_accepts_that() {
        var lamp = backorder(ACCEPT_UNDATED);
        var order = place(order(line(lamp, 2)));
        assertThat(order.fulfillments().get(0).promisedOn()).isEmpty();
        assertThat(order.fulfillments().get(0).originallyPromisedOn()).isEmpty();
    }

    @Test
    void no_more_of_a_sku_is_sold_than_can_be_counted() {
        var lamp = backorder(ACCEPT_UNDATED);
        var most = Collections.nCopies(500, line(lamp, 1_000_000)).toArray(NewLine[]::new);
        place(order(most));
        place(order(most));
        assertThat(ordering.place(order(line(lamp, 1)))).isInstanceOf(Refused.class);
    }

    // Carts ---------------------------------------------------------------------------------------------------------

    @Test
    void a_mixed_cart_becomes_a_fulfillment_for_each_kind_and_day() {
        var lamp = backorder();
        supply(lamp, 9, MONDAY.plusDays(1));
        var shade = backorder();
        supply(shade, 9, MONDAY.plusDays(1));
        var desk = backorder();
        supply(desk, 9, MONDAY.plusDays(8));
        var book = preorder(MONDAY.plusDays(1));
        supply(book, 9, MONDAY.plusDays(1));
        var order = place(order(line(lamp, 1), line(desk, 1), line(shade, 2), line(book, 1)));
        assertThat(order.fulfillments())
                .extracting(part -> skus(part))
                .containsExactly(List.of(lamp, shade), List.of(desk), List.of(book));
        assertThat(order.fulfillments())
                .extracting(Fulfillment::kind)
                .containsExactly(Kind.BACKORDER, Kind.BACKORDER, Kind.PREORDER);
    }

    @Test
    void a_cart_that_ships_together_has_the_latest_day_and_is_a_preorder_if_any_line_is() {
        var lamp = backorder();
        receive(lamp, 9);
        var book = preorder(MONDAY.plusDays(28));
        supply(book, 9, MONDAY.plusDays(7));
        var order = place(new Draft().shipping(Shipping.TOGETHER).order(line(lamp, 1), line(book, 1)));
        assertThat(promises(order)).containsExactly(MONDAY.plusDays(30));
        assertThat(order.fulfillments().get(0).kind()).isEqualTo(Kind.PREORDER);
        assertThat(order.fulfillments().get(0).allocated()).isFalse();
        assertThat(inventory.stock(lamp).orElseThrow().allocated()).isZero();
    }

    @Test
    void a_line_is_split_by_day_only_when_the_customer_accepts_partial_shipment() {
        var lamp = backorder();
        receive(lamp, 2);
        supply(lamp, 9, MONDAY.plusDays(7));
        var whole = place(order(line(lamp, 1)));
        assertThat(whole.fulfillments()).hasSize(1);
        var waits = place(order(line(lamp, 3)));
        assertThat(promises(waits)).containsExactly(MONDAY.plusDays(9));
        fulfilling.cancelOrder(waits.number(), null, "support");
        var split = place(new Draft().partial().order(line(lamp, 3)));
        assertThat(split.fulfillments())
                .extracting(part -> part.lines().get(0).quantity(), Fulfillment::allocated)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, true), org.assertj.core.groups.Tuple.tuple(2, false));
    }

    @Test
    void the_same_sku_twice_in_a_cart_counts_for_both_lines() {
        var lamp = backorder();
        supply(lamp, 3, MONDAY.plusDays(7));
        assertThat(refusals(order(line(lamp, 2), line(lamp, 2)))).containsOnlyKeys(lamp);
        var order = place(order(line(lamp, 2), line(lamp, 1)));
        assertThat(inventory.stock(lamp).orElseThrow().waiting()).isEqualTo(3);
        assertThat(order.total()).isEqualTo(Money.parse("EUR 60.00"));
    }

    // What offers refuse ---------------------------------------------------------------------------------------------

    @Test
    void more_than_is_coming_is_refused_and_nothing_is_stored_and_the_number_stays_free() {
        var lamp = backorder();
        supply(lamp, 4, MONDAY.plusDays(7));
        var tooMuch = order(line(lamp, 5));
        assertThat(refusals(tooMuch))
                .containsEntry(lamp, "Only 4 units of %s are left to be promised, 5 were wanted.".formatted(lamp));
        assertThat(orders.findByNumber(tooMuch.number())).isEmpty();
        assertThat(inventory.stock(lamp).orElseThrow().waiting()).isZero();
        assertThat(ordering.place(new Draft(tooMuch.number()).order(line(lamp, 4))))
                .isInstanceOf(Placed.class);
    }

    @Test
    void every_sku_that_is_refused_is_named() {
        var lamp = backorder();
        var desk = backorder();
        var shade = backorder();
        supply(shade, 9, MONDAY.plusDays(7));
        assertThat(refusals(order(line(lamp, 1), line(shade, 1), line(desk, 1))))
                .containsOnlyKeys(lamp, desk);
        assertThat(refusals(order(line("NOBODY-SELLS-IT", 1), line(shade, 1)))).containsOnlyKeys("NOBODY-SELLS-IT");
        assertThat(refusals(order(line("NOBODY-SELLS-IT", 1), line(lamp, 1), line(shade, 1))))
                .as("whatever rule each breaks")
                .containsOnlyKeys("NOBODY-SELLS-IT", lamp);
    }

    @Test
    void a_limit_counts_what_was_ordered_and_not_canceled_and_a_limit_of_0_is_none() {
        var lamp = backorder();
        supply(lamp, 99, MONDAY.plusDays(7));
        limit(lamp, 3, null);
        var two = place(order(line(lamp, 2)));
        assertThat(refusals(order(line(lamp, 2)))).containsOnlyKeys(lamp);
        place(order(line(lamp, 1)));
        fulfilling.cancelOrder(two.number(), null, "support");
        place(order(line(lamp, 2)));
        limit(lamp, 0, null);
        assertThat(refusals(order(line(lamp, 1)))).containsOnlyKeys(lamp);
        limit(lamp, null, null);
        place(order(line(lamp, 1)));
    }

    @Test
    void a_customer_is_a_mail_address_whatever_its_case() {
        var lamp = backorder();
        supply(lamp, 99, MONDAY.plusDays(7));
        limit(lamp, null, 2);
        var mail = unique("ann") + "@example.com";
        place(new Draft().email(mail).order(line(lamp, 2)));
        assertThat(refusals(new Draft().email(mail.toUpperCase()).order(line(lamp, 1))))
                .containsOnlyKeys(lamp);
        place(new Draft().email("bob-" + mail).order(line(lamp, 2)));
    }

    @Test
    void a_paused_offer_takes_no_orders_until_it_is_resumed() {
        var lamp = backorder();
        supply(lamp, 9, MONDAY.plusDays(7));
        catalog.pause(lamp, "The supplier is silent");
        assertThat(refusals(order(line(lamp, 1)))).containsOnlyKeys(lamp);
        catalog.resume(lamp);
        place(order(line(lamp, 1)));
    }

    @Test
    void what_is_held_for_regular_sales_is_not_promised() {
        var lamp = backorder();
        hold(lamp, 3);
        receive(lamp, 2);
        supply(lamp, 4, MONDAY.plusDays(7));
        assertThat(refusals(order(line(lamp, 4)))).containsOnlyKeys(lamp);
        place(order(line(lamp, 3)));
    }

    @Test
    void another_currency_than_the_offers_is_refused() {
        var lamp = backorder();
        supply(lamp, 9, MONDAY.plusDays(7));
        assertThat(refusals(order(new NewLine(lamp, 1, Money.parse("USD 5.00")))))
                .containsOnlyKeys(lamp);
    }

    // The number ----------------------------------------------------------------------------------------------------

    @Test
    void the_same_order_again_is_the_same_order_and_another_with_its_number_is_refused() {
        var lamp = backorder();
        supply(lamp, 9, MONDAY.plusDays(7));
        var order = order(line(lamp, 2));
        var placed = place(order);
        assertThat(ordering.place(order))
                .isInstanceOfSatisfying(
                        PlacedBefore.class,
                        before -> assertThat(before.order().id()).isEqualTo(placed.id()));
        assertThat(ordering.place(new Draft(order.number()).order(line(lamp, 1))))
                .isInstanceOf(NumberTaken.class);
        assertThat(inventory.stock(lamp).orElseThrow().waiting()).isEqualTo(2);
    }

    // Money ---------------------------------------------------------------------------------------------------------

    @Test
    void a_line_costs_what_the_shop_says_or_else_the_offers_price_less_its_discount() {
        var lamp = unique("LAMP");
        catalog.put(
                lamp,
                offer(
                        Kind.BACKORDER,
                        null,
                        REJECT,
                        null,
                        null,
                        null,
                        new NewIncentive(IncentiveType.DISCOUNT, "10 %")));
        supply(lamp, 9, MONDAY.plusDays(7));
        var order = place(order(line(lamp, 1), new NewLine(lamp, 1, Money.parse("EUR 7.50"))));
        assertThat(order.total()).isEqualTo(Money.parse("EUR 25.50"));
    }

    @Test
    void the_shipping_fee_goes_back_only_when_nothing_of_the_order_ships() {
        var lamp = backorder();
        supply(lamp, 9, MONDAY.plusDays(1));
        var desk = backorder();
        supply(desk, 9, MONDAY.plusDays(8));
        var order = place(new Draft().fee("EUR 4.90").order(line(lamp, 1), line(desk, 2)));
        assertThat(order.total()).isEqualTo(Money.parse("EUR 64.90"));
        cancel(order, 0);
        assertThat(refunded(order, 0)).containsExactly(Money.parse("EUR 20.00"));
        cancel(order, 1);
        assertThat(refunded(order, 1)).containsExactly(Money.parse("EUR 44.90"));
    }

    @Test
    void each_canceled_quantity_is_refunded_once_and_together_they_are_what_was_paid() {
        var lamp = backorder();
        supply(lamp, 9, MONDAY.plusDays(1));
        var order = place(order(line(lamp, 3)));
        var id = order.fulfillments().get(0).id();
        fulfilling.cancel(id, List.of(new Fulfilling.Units(lamp, 1)), null, "customer");
        fulfilling.cancel(id, List.of(), null, "customer");
        assertThat(fulfilling.cancel(id, List.of(), null, "customer")).isInstanceOf(Answer.DoneBefore.class);
        assertThat(refunded(order, 0)).containsExactly(Money.parse("EUR 20.00"), Money.parse("EUR 40.00"));
    }

    @Test
    void when_an_order_is_canceled_whole_the_units_of_one_part_do_not_go_to_another_part_of_it() {
        var lamp = backorder();
        receive(lamp, 2);
        supply(lamp, 9, MONDAY.plusDays(7));
        var order = place(new Draft().partial().fee("EUR 4.90").order(line(lamp, 5)));
        assertThat(order.fulfillments()).hasSize(2);
        fulfilling.cancelOrder(order.number(), null, "customer");
        var stock = inventory.stock(lamp).orElseThrow();
        assertThat(stock.allocated()).isZero();
        assertThat(stock.waiting()).isZero();
        assertThat(refunded(order, 0)).containsExactly(Money.parse("EUR 40.00"));
        assertThat(refunded(order, 1)).containsExactly(Money.parse("EUR 64.90"));
    }

    @Test
    void to_keep_so_many_units_cancels_the_others_once_however_often_it_is_asked() {
        var lamp = backorder();
        supply(lamp, 9, MONDAY.plusDays(1));
        var order = place(order(line(lamp, 5)));
        var id = order.fulfillments().get(0).id();
        assertThat(fulfilling.lowerTo(id, lamp, 4, "customer")).isInstanceOf(Answer.Done.class);
        assertThat(fulfilling.lowerTo(id, lamp, 4, "customer")).isInstanceOf(Answer.DoneBefore.class);
        assertThat(inventory.stock(lamp).orElseThrow().waiting()).isEqualTo(4);
        assertThat(refunded(order, 0)).containsExactly(Money.parse("EUR 20.00"));
    }

    @Test
    void what_is_not_kept_of_several_skus_is_refunded_together() {
        var lamp = backorder();
        supply(lamp, 9, MONDAY.plusDays(1));
        var shade = backorder();
        supply(shade, 9, MONDAY.plusDays(1));
        var order = place(order(line(lamp, 5), line(shade, 3)));
        var id = order.fulfillments().get(0).id();
        var kept = List.of(new Units(lamp, 4), new Units(shade, 1));
        assertThat(fulfilling.lowerTo(id, kept, "She called.", "support")).isInstanceOf(Answer.Done.class);
        assertThat(fulfilling.lowerTo(id, kept, "She called.", "support")).isInstanceOf(Answer.DoneBefore.class);
        assertThat(refunded(order, 0)).containsExactly(Money.parse("EUR 60.00"));
    }

    @Test
    void without_its_preorder_line_a_cart_that_ships_together_waits_for_no_release() {
        var lamp = backorder();
        receive(lamp, 9);
        var book = preorder(MONDAY.plusDays(28));
        supply(book, 9, MONDAY.plusDays(7));
        var order = place(new Draft().shipping(Shipping.TOGETHER).order(line(lamp, 1), line(book, 1)));
        var answer = fulfilling.lowerTo(order.fulfillments().get(0).id(), book, 0, "customer");
        assertThat(answer).isInstanceOfSatisfying(Answer.Done.class, done -> {
            var left = (Fulfillment) done.value();
            assertThat(left.releaseOn()).isEmpty();
            assertThat(left.promisedOn()).contains(MONDAY.plusDays(2));
        });
    }

    @Test
    void more_than_is_in_it_can_not_be_canceled() {
        var lamp = backorder();
        supply(lamp, 9, MONDAY.plusDays(1));
        var id = place(order(line(lamp, 3))).fulfillments().get(0).id();
        var answer = fulfilling.cancel(id, List.of(new Fulfilling.Units(lamp, 4)), null, "support");
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(inventory.stock(lamp).orElseThrow().waiting()).isEqualTo(3);
    }

    @Test
    void an_unpaid_order_is_paid_with_what_it_costs_and_only_once() {
        var lamp = backorder();
        supply(lamp, 9, MONDAY.plusDays(1));
        var number = place(new Draft().unpaid().order(line(lamp, 2))).number();
        var forty = Money.parse("EUR 40.00");
        assertThat(fulfilling.pay(number, Money.parse("EUR 39.00"), MONDAY, "finance"))
                .isInstanceOf(Answer.Refused.class);
        assertThat(fulfilling.pay(number, forty, MONDAY.plusDays(1), "finance")).isInstanceOf(Answer.Refused.class);
        assertThat(fulfilling.pay(number, forty, MONDAY, "finance")).isInstanceOf(Answer.Done.class);
        assertThat(fulfilling.pay(number, forty, MONDAY, "finance")).isInstanceOf(Answer.DoneBefore.class);
        assertThat(orders.findByNumber(number).orElseThrow().paid()).isTrue();
    }

    // Law -----------------------------------------------------------------------------------------------------------

    @Test
    void the_law_is_that_of_the_country_where_the_goods_go() {
        var lamp = backorder();
        supply(lamp, 9, MONDAY.plusDays(1));
        assertThat(place(order(line(lamp, 1))).fulfillments().get(0).lawProfile())
                .isEqualTo(LawProfile.EU_CRD);
        assertThat(place(new Draft().to("US").order(line(lamp, 1)))
                        .fulfillments()
                        .get(0)
                        .lawProfile())
                .isEqualTo(LawProfile.US_FTC);
    }

    // ---------------------------------------------------------------------------------------------------------------

    private static String unique(String name) {
        return name + "-" + NUMBERS.incrementAndGet();
    }

    private String backorder() {
        return backorder(REJECT);
    }

    private String backorder(WhenUncovered whenUncovered) {
        var sku = unique("LAMP");
        catalog.put(sku, offer(Kind.BACKORDER, null, whenUncovered, null, null, null));
        return sku;
    }

    private String preorder(LocalDate releaseOn) {
        var sku = unique("BOOK");
        catalog.put(sku, offer(Kind.PREORDER, releaseOn, REJECT, null, null, null));
        return sku;
    }

    private void limit(String sku, Integer limit, Integer perCustomer) {
        catalog.put(sku, offer(Kind.BACKORDER, null, REJECT, limit, perCustomer, null));
    }

    private void hold(String sku, int units) {
        catalog.put(sku, offer(Kind.BACKORDER, null, REJECT, null, null, units));
    }

    private static NewOffer offer(
            Kind kind,
            LocalDate releaseOn,
            WhenUncovered whenUncovered,
            Integer limit,
            Integer perCustomer,
            Integer held,
            NewIncentive... incentives) {
        return new NewOffer(
                "A thing",
                kind,
                Money.parse("EUR 20.00"),
                releaseOn,
                limit,
                perCustomer,
                held,
                whenUncovered,
                List.of(incentives),
                null,
                null,
                null,
                null);
    }

    private long supply(String sku, int units, LocalDate expectedOn) {
        return ((Answer.Done<org.forthcoming.inventory.Supply>)
                        receiving.announce(unique("PO"), sku, units, expectedOn))
                .value()
                .id();
    }

    private void receive(String sku, int units) {
        receiving.receive(supply(sku, units, calendar.today()), units, null);
    }

    private static NewLine line(String sku, int units) {
        return new NewLine(sku, units, null);
    }

    private static NewOrder order(NewLine... lines) {
        return new Draft().order(lines);
    }

    /** An order of somebody in Germany, unless said otherwise. */
    private static final class Draft {

        private final String number;
        private String email = "ann@example.com";
        private DeliverTo to;
        private Boolean partial;
        private Money fee;
        private Shipping shipping;
        private Boolean paid;

        Draft() {
            this(unique("A"));
        }

        Draft(String number) {
            this.number = number;
        }

        Draft email(String value) {
            email = value;
            return this;
        }

        Draft to(String country) {
            to = new DeliverTo("Ann", "Main Street 1", "12345", "Springfield", null, country);
            return this;
        }

        Draft partial() {
            partial = true;
            return this;
        }

        Draft fee(String value) {
            fee = Money.parse(value);
            return this;
        }

        Draft shipping(Shipping value) {
            shipping = value;
            return this;
        }

        Draft unpaid() {
            paid = false;
            return this;
        }

        NewOrder order(NewLine... lines) {
            return new NewOrder(
                    number,
                    null,
                    new Customer("Ann", email, "DE", null),
                    to,
                    partial,
                    fee,
                    Arrays.asList(lines),
                    shipping,
                    paid);
        }
    }

    private Order place(NewOrder wanted) {
        return ((Placed) ordering.place(wanted)).order();
    }

    private Map<String, String> refusals(NewOrder wanted) {
        var result = new java.util.TreeMap<String, String>();
        ((Refused) ordering.place(wanted)).refusals().forEach(refusal -> result.put(refusal.sku(), refusal.sentence()));
        return result;
    }

    private void cancel(Order order, int part) {
        fulfilling.cancel(order.fulfillments().get(part).id(), List.of(), null, "customer");
    }

    private List<Money> refunded(Order order, int part) {
        return refunds
                .findByFulfillmentIdOrderById(order.fulfillments().get(part).id())
                .stream()
                .map(Refund::amount)
                .toList();
    }

    private static List<LocalDate> promises(Order order) {
        return order.fulfillments().stream()
                .map(part -> part.promisedOn().orElseThrow())
                .toList();
    }

    private static List<String> skus(Fulfillment part) {
        return part.lines().stream().map(Line::sku).toList();
    }
}
