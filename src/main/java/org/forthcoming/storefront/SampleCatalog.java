package org.forthcoming.storefront;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.Receiving;
import org.forthcoming.inventory.StockLevel;
import org.forthcoming.offers.Catalog;
import org.forthcoming.offers.Kind;
import org.forthcoming.offers.NewOffer;
import org.forthcoming.offers.NewOffer.NewIncentive;
import org.forthcoming.offers.Offer.IncentiveType;
import org.forthcoming.offers.Offer.WhenUncovered;
import org.forthcoming.offers.Offered;
import org.forthcoming.offers.Offers;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Something to try things out with: a pre-order, and two backorders whose supplies are on the way. */
@Component
@Profile("!production")
class SampleCatalog implements ApplicationRunner {

    static final String KETTLE = "KETTLE-GREEN";
    static final String BLANKET = "BLANKET-CHARCOAL";
    static final String LAMP = "LAMP-WALNUT";

    private final SampleSettings settings;
    private final Offers offers;
    private final Catalog catalog;
    private final Receiving receiving;
    private final Inventory inventory;
    private final ShopCalendar calendar;

    SampleCatalog(
            SampleSettings settings,
            Offers offers,
            Catalog catalog,
            Receiving receiving,
            Inventory inventory,
            ShopCalendar calendar) {
        this.settings = settings;
        this.offers = offers;
        this.catalog = catalog;
        this.receiving = receiving;
        this.inventory = inventory;
        this.calendar = calendar;
    }

    @Override
    @Atomic
    public void run(ApplicationArguments arguments) {
        if (settings.sampleData() && offers.count() == 0) {
            addKettle();
            addBlanket();
            addLamp();
        }
    }

    /** Makes sure that so many kettles can be ordered and waited for. */
    @Atomic
    void keepKettlesComing(int units) {
        if (!offers.existsBySku(KETTLE)) {
            addKettle();
        } else if (inventory.stock(KETTLE).stream().noneMatch(level -> covers(level, units))) {
            announce(
                    "PO-KETTLE-" + calendar.today(),
                    KETTLE,
                    40,
                    calendar.today().plusDays(6));
        }
    }

    /** Whether a lamp can still be ordered with a date. */
    boolean lampCanBeHad() {
        return catalog.offer(LAMP)
                .filter(offered -> offered.status() == org.forthcoming.offers.Offer.Status.OPEN)
                .map(Offered::nextPromise)
                .isPresent();
    }

    private boolean covers(StockLevel level, int units) {
        return level.peggable() >= units
                && (level.incoming().stream().anyMatch(this::isStillToCome)
                        || level.incoming().isEmpty());
    }

    private boolean isStillToCome(StockLevel.Incoming supply) {
        return supply.expectedOn() != null && !supply.expectedOn().isBefore(calendar.today());
    }

    private void addKettle() {
        offer(
                KETTLE,
                Kind.BACKORDER,
                "Enamel kettle, sea green",
                "49.00",
                null,
                null,
                new NewIncentive(IncentiveType.VOUCHER, "5.00"),
                "Holds 1.5 liters, for every kind of stove. Sold out for now; the next delivery is on its way.");
        announce("PO-2041", KETTLE, 40, calendar.today().plusDays(6));
    }

    private void addBlanket() {
        offer(
                BLANKET,
                Kind.BACKORDER,
                "Wool blanket, charcoal",
                "89.00",
                null,
                null,
                new NewIncentive(IncentiveType.FREE_SHIPPING, null),
                "140 × 200 cm of virgin wool, woven in small runs: it comes back in two of them.");
        announce("PO-2038", BLANKET, 25, calendar.today().plusDays(12));
        announce("PO-2052", BLANKET, 60, calendar.today().plusDays(33));
    }

    private void addLamp() {
        var release = calendar.plusWorkingDays(calendar.today().plusWeeks(5), 1);
        offer(
                LAMP,
                Kind.PREORDER,
                "Lighthouse desk lamp, walnut edition",
                "129.00",
                release,
                2,
                new NewIncentive(IncentiveType.DISCOUNT, "10 %"),
                "Oiled walnut and brass, a first run of 150. Who orders before the release gets it first, and for less.");
        announce("RUN-LAMP-1", LAMP, 150, calendar.minusWorkingDays(release, 4));
    }

    private void offer(
            String sku,
            Kind kind,
            String title,
            String price,
            LocalDate releaseOn,
            Integer limitPerCustomer,
            NewIncentive incentive,
            String description) {
        catalog.put(
                sku,
                new NewOffer(
                        title,
                        kind,
                        Money.of(CurrencyUnit.EUR, new BigDecimal(price)),
                        releaseOn,
                        null,
                        limitPerCustomer,
                        null,
                        WhenUncovered.REJECT,
                        List.of(incentive),
                        null,
                        null,
                        description,
                        null));
    }

    private void announce(String reference, String sku, int quantity, LocalDate expectedOn) {
        receiving.announce(reference, sku, quantity, expectedOn);
    }
}
