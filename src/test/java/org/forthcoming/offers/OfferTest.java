package org.forthcoming.offers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.forthcoming.offers.Offer.Incentive;
import org.forthcoming.offers.Offer.IncentiveType;
import org.forthcoming.offers.Offer.Status;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferTest {

    private final Offer offer = new Offer();

    OfferTest() {
        offer.price = new BigDecimal("19.99");
        offer.currency = "EUR";
    }

    @ParameterizedTest
    @CsvSource({"10 %, 17.99", "10%, 17.99", "100 %, 0.00", "2.50, 17.49", "19.99, 0.00", "25.00, 0.00"})
    void who_waits_pays_the_price_less_the_discount(String discount, String price) {
        offer.incentives.add(new Incentive(IncentiveType.DISCOUNT, discount));
        assertThat(offer.discountedPrice()).isEqualTo(Money.parse("EUR " + price));
    }

    @Test
    void a_voucher_for_the_next_purchase_does_not_lower_this_price() {
        offer.incentives.add(new Incentive(IncentiveType.VOUCHER, "10 %"));
        assertThat(offer.discountedPrice()).isEqualTo(Money.parse("EUR 19.99"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "free", "101 %", "-5", "10 percent", "1e3"})
    void a_discount_that_nobody_can_compute_is_no_discount(String worth) {
        assertThat(Discount.readable(worth)).isFalse();
    }

    @Test
    void it_may_be_ordered_from_its_first_to_its_last_day() {
        offer.opensOn = LocalDate.parse("2026-03-10");
        offer.closesOn = LocalDate.parse("2026-03-20");
        assertThat(offer.status(LocalDate.parse("2026-03-09"))).isEqualTo(Status.CLOSED);
        assertThat(offer.status(LocalDate.parse("2026-03-10"))).isEqualTo(Status.OPEN);
        assertThat(offer.status(LocalDate.parse("2026-03-20"))).isEqualTo(Status.OPEN);
        assertThat(offer.status(LocalDate.parse("2026-03-21"))).isEqualTo(Status.CLOSED);
    }

    @Test
    void a_paused_offer_is_paused_whatever_the_day() {
        offer.closesOn = LocalDate.parse("2026-03-20");
        offer.pauseReason = "The supplier does not answer";
        assertThat(offer.status(LocalDate.parse("2026-03-15"))).isEqualTo(Status.PAUSED);
        assertThat(offer.status(LocalDate.parse("2026-03-25"))).isEqualTo(Status.PAUSED);
    }
}
