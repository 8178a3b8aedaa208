package org.forthcoming.offers;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.inventory.Answer;
import org.forthcoming.inventory.Atomic;
import org.forthcoming.inventory.Inventory;
import org.forthcoming.inventory.StockLevel;
import org.forthcoming.offers.Offer.Incentive;
import org.forthcoming.offers.Offer.WhenUncovered;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The offers, with what is left of each. */
@Service
@Transactional(readOnly = true)
public class Catalog {

    private final Offers offers;
    private final Inventory inventory;
    private final PromiseDay promiseDay;
    private final ShopCalendar calendar;
    private final ApplicationEventPublisher events;

    Catalog(
            Offers offers,
            Inventory inventory,
            PromiseDay promiseDay,
            ShopCalendar calendar,
            ApplicationEventPublisher events) {
        this.offers = offers;
        this.inventory = inventory;
        this.promiseDay = promiseDay;
        this.calendar = calendar;
        this.events = events;
    }

    /**
     * Creates an offer (Done) or replaces it (DoneBefore). Waiting orders keep their price; a changed release date holds
     * for them too. Another currency is refused, because orders in the old one may wait.
     */
    @Atomic
    public Answer<Offered> put(String sku, NewOffer wanted) {
        inventory.lock(List.of(sku)); // orders are placed under it, by the offer as it is then
        var known = offers.findBySku(sku);
        var price = wanted.price();
        if (known.isPresent() && !known.get().price().getCurrencyUnit().equals(price.getCurrencyUnit())) {
            return Answer.conflict(
                    "The offer %s is in %s; its currency can't be changed.".formatted(sku, known.get().currency));
        }
        var offer = known.orElseGet(Offer::new);
        var formerRelease = offer.releaseOn;
        offer.sku = sku;
        offer.title = wanted.title().strip();
        offer.kind = wanted.kind();
        offer.price = price.getAmount();
        offer.currency = price.getCurrencyUnit().getCode();
        offer.releaseOn = wanted.kind() == Kind.PREORDER ? wanted.releaseOn() : null;
        offer.unitLimit = wanted.limit();
        offer.limitPerCustomer = wanted.limitPerCustomer();
        offer.whenUncovered = Objects.requireNonNullElse(wanted.whenUncovered(), WhenUncovered.REJECT);
        offer.opensOn = wanted.opensOn();
        offer.closesOn = wanted.closesOn();
        offer.description = wanted.description();
        offer.imageUrl = wanted.imageUrl();
        offer.incentives.clear();
        for (var incentive : Objects.requireNonNullElse(wanted.incentives(), List.<NewOffer.NewIncentive>of())) {
            offer.incentives.add(new Incentive(incentive.type(), incentive.value()));
        }
        var saved = offers.save(offer);
        inventory.hold(sku, Objects.requireNonNullElse(wanted.heldForRegularSales(), 0));
        if (known.isPresent() && !Objects.equals(formerRelease, saved.releaseOn)) {
            events.publishEvent(new ReleaseChanged(sku, saved.releaseOn));
        }
        var offered = offered(saved);
        return known.isPresent() ? Answer.doneBefore(offered) : Answer.done(offered);
    }

    /** Stops taking orders; those that wait are untouched. */
    @Atomic
    public Answer<Offered> pause(String sku, String reason) {
        return change(sku, offer -> offer.pauseReason = reason);
    }

    /** Goes on taking orders after a pause. */
    @Atomic
    public Answer<Offered> resume(String sku) {
        return change(sku, offer -> offer.pauseReason = null);
    }

    private Answer<Offered> change(String sku, Consumer<Offer> change) {
        var offer = offers.findBySku(sku);
        if (offer.isEmpty()) {
            return Answer.unknown("There is no offer for %s.".formatted(sku));
        }
        change.accept(offer.get());
        return Answer.done(offered(offer.get()));
    }

    public Optional<Offered> offer(String sku) {
        return offers.findBySku(sku).map(this::offered);
    }

    public Page<Offered> page(Pageable page) {
        var found = offers.findAllByOrderBySku(page);
        var levels = levels(found.map(Offer::sku).getContent());
        return found.map(offer -> offered(offer, levels.get(offer.sku())));
    }

    /** The day before which not all of these SKUs are released; null when none waits for a release. */
    public LocalDate latestRelease(Collection<String> skus) {
        return releaseDays(skus).values().stream()
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The days on which these SKUs are released; one that waits for no release is left out. */
    public Map<String, LocalDate> releaseDays(Collection<String> skus) {
        return offersOf(skus).stream()
                .filter(offer -> offer.releaseOn != null)
                .collect(Collectors.toMap(Offer::sku, offer -> offer.releaseOn));
    }

    /** The offers of these SKUs, to place an order or to write about them; unknown ones are left out. */
    public List<Offer> offersOf(Collection<String> skus) {
        return offers.findBySkuIn(skus);
    }

    private Offered offered(Offer offer) {
        return offered(offer, levels(List.of(offer.sku())).get(offer.sku()));
    }

    private Map<String, StockLevel> levels(Collection<String> skus) {
        return inventory.stock(new ArrayList<>(skus)).stream()
                .collect(Collectors.toMap(StockLevel::sku, Function.identity()));
    }

    private Offered offered(Offer offer, StockLevel level) {
        offer.incentives.size(); // loaded here, because pages read it after the transaction
        var peggable = level == null ? 0 : level.peggable();
        var claimed = level == null ? 0 : level.claimed();
        var bySupply =
                offer.whenUncovered() == WhenUncovered.REJECT ? Optional.of(peggable) : Optional.<Integer>empty();
        var byLimit = offer.limit().map(limit -> Math.max(0, limit - claimed));
        var left = Stream.of(bySupply, byLimit).flatMap(Optional::stream).min(Integer::compare);
        var next = left.filter(units -> units == 0).isPresent() || level == null
                ? null
                : promiseDay.promise(level.nextReadyOn(), offer.releaseOn);
        return new Offered(
                offer,
                offer.status(calendar.today()),
                level == null ? 0 : level.heldForRegularSales(),
                left.orElse(null),
                level == null ? 0 : level.waiting(),
                next);
    }
}
