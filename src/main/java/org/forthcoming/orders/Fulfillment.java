package org.forthcoming.orders;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.forthcoming.offers.Kind;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.DynamicUpdate;
import org.joda.money.Money;

/** The part of an order that ships together and has one promise; one process instance runs it. */
@Entity
@DynamicUpdate // what another transaction changed meanwhile is not written back
public class Fulfillment {

    /** Assigned, because inventory names the fulfillment that a split makes before it is stored. */
    @Id
    Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "order_id")
    Order order;

    int position;

    @Enumerated(EnumType.STRING)
    Kind kind;

    @Enumerated(EnumType.STRING)
    FulfillmentStatus status;

    @Enumerated(EnumType.STRING)
    LawProfile lawProfile;

    LocalDate releaseOn;
    LocalDate promisedOn;
    LocalDate expectedOn;
    LocalDate notBefore;
    LocalDate originallyPromisedOn;
    int promiseVersion = 1;
    LocalDate toldEarlierOn;
    Instant noticeDueAt;

    @Enumerated(EnumType.STRING)
    DelayStage delayStage;

    @Enumerated(EnumType.STRING)
    CancelCause cancelCause;

    String unavailableSku;
    String cancelReason;
    Instant withdrawnAt;
    Instant returnedAt;
    LocalDate periodEndsOn;
    Instant raisedAt;
    boolean unpaid;
    boolean allocated;
    Instant readyAt;
    String processInstanceId;
    String carrier;
    String trackingNumber;
    String trackingKey;
    Instant shippedAt;
    LocalDate deliveredOn;
    Integer rating;
    String comment;
    Instant endedAt;

    @OneToMany(mappedBy = "fulfillment", cascade = CascadeType.PERSIST)
    @BatchSize(size = 500)
    @OrderBy("position")
    List<Line> lines = new ArrayList<>();

    protected Fulfillment() {}

    Fulfillment(long id, Order order, Kind kind, LawProfile lawProfile) {
        this.id = id;
        this.order = order;
        this.position = order.fulfillments().size() + 1;
        this.kind = kind;
        this.lawProfile = lawProfile;
        this.status = FulfillmentStatus.PLACED;
        order.fulfillments().add(this);
    }

    public long id() {
        return id;
    }

    public Order order() {
        return order;
    }

    public Kind kind() {
        return kind;
    }

    public FulfillmentStatus status() {
        return status;
    }

    public LawProfile lawProfile() {
        return lawProfile;
    }

    /** When it was ordered: with the order, or later on top of it. */
    public Instant placedAt() {
        return raisedAt == null ? order.placedAt() : raisedAt;
    }

    /** Whether the customer ordered it on top of what the order had. */
    public boolean raised() {
        return raisedAt != null;
    }

    /** Whether its goods were paid. */
    public boolean paid() {
        return order.paid() && !unpaid;
    }

    /** The day before which a pre-order must not ship. */
    public Optional<LocalDate> releaseOn() {
        return Optional.ofNullable(releaseOn);
    }

    boolean isReleasedOn(LocalDate day) {
        return releaseOn == null || !day.isBefore(releaseOn);
    }

    /** The day by which the customer was last told it ships; empty: told that no date is known. */
    public Optional<LocalDate> promisedOn() {
        return Optional.ofNullable(promisedOn);
    }

    /**
     * Takes the day that follows from its pegs, or the later one that operations have told. Null: nobody knows one.
     */
    void expect(LocalDate day) {
        expectedOn = day == null || notBefore == null || day.isAfter(notBefore) ? day : notBefore;
    }

    /** Today's computation of that day from the pegs. */
    public Optional<LocalDate> expectedOn() {
        return Optional.ofNullable(expectedOn);
    }

    /** What was promised when the order was placed; never changes. */
    public Optional<LocalDate> originallyPromisedOn() {
        return Optional.ofNullable(originallyPromisedOn);
    }

    /**
     * Whether what was promised is at risk: then nobody may repeat the day as if it were safe. Days in the shop's zone.
     *
     * @param hereBy what is promised for no later than this day has to be here already
     */
    public boolean atRisk(LocalDate today, LocalDate hereBy) {
        if (promisedOn == null || !status.beforeShipment()) {
            return false;
        }
        return allocated
                ? promisedOn.isBefore(today)
                : !promisedOn.isAfter(hereBy) || expectedOn == null || promisedOn.isBefore(expectedOn);
    }

    /** Whether it is late and nobody knows the day by which it could ship. */
    boolean isLateWithoutDay() {
        return expectedOn == null
                && (status == FulfillmentStatus.DELAYED || status == FulfillmentStatus.CANCEL_OFFERED);
    }

    /** Counts what the customer was told: 1 is the original promise. */
    public int promiseVersion() {
        return promiseVersion;
    }

    /** How far the customer has come with delays; empty: never told of one. */
    public Optional<DelayStage> delayStage() {
        return Optional.ofNullable(delayStage);
    }

    /** Whether all of its units lie in the warehouse for it. */
    public boolean allocated() {
        return allocated;
    }

    public Optional<String> processInstanceId() {
        return Optional.ofNullable(processInstanceId);
    }

    public Optional<String> carrier() {
        return Optional.ofNullable(carrier);
    }

    public Optional<String> trackingNumber() {
        return Optional.ofNullable(trackingNumber);
    }

    /** By what it is found: a tracking number, whatever its case. */
    static String trackingKey(String trackingNumber) {
        return trackingNumber.strip().toLowerCase(Locale.ROOT);
    }

    public Optional<Instant> shippedAt() {
        return Optional.ofNullable(shippedAt);
    }

    public Optional<LocalDate> deliveredOn() {
        return Optional.ofNullable(deliveredOn);
    }

    /** The customer's rating from 1 (bad) to 5 (good). */
    public Optional<Integer> rating() {
        return Optional.ofNullable(rating);
    }

    public Optional<String> comment() {
        return Optional.ofNullable(comment);
    }

    /** Why it was canceled as a whole; empty: it was not. */
    public Optional<CancelCause> cancelCause() {
        return Optional.ofNullable(cancelCause);
    }

    /** The title of what can't be had any more, for which all of it was canceled; empty: it was not. */
    public Optional<String> unavailable() {
        return lines.stream()
                .filter(line -> line.sku.equals(unavailableSku))
                .map(Line::title)
                .findFirst();
    }

    /** Why that can't be had, in words for the customer; empty: nobody said. */
    public Optional<String> cancelReason() {
        return Optional.ofNullable(cancelReason);
    }

    /** When the customer withdrew from the contract on it; empty: never. */
    public Optional<Instant> withdrawnAt() {
        return Optional.ofNullable(withdrawnAt);
    }

    /** Whether nothing of it is with the customer or still to come: canceled before it shipped, or returned. */
    public boolean gone() {
        return status.withoutShipment() || returnedAt != null;
    }

    /** The last day of the additional period that the customer has set; empty: none. */
    public Optional<LocalDate> periodEndsOn() {
        return Optional.ofNullable(periodEndsOn);
    }

    /** When it was completed, canceled or rejected. */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    public List<Line> lines() {
        return lines;
    }

    /** Units of a SKU that are still wanted. */
    int units(String sku) {
        return lines.stream()
                .filter(line -> line.sku().equals(sku))
                .mapToInt(Line::quantity)
                .sum();
    }

    /** Lines of which something is still wanted. */
    public List<Line> wantedLines() {
        return lines.stream().filter(line -> line.quantity() > 0).toList();
    }

    /** Their SKUs. */
    List<String> wantedSkus() {
        return wantedLines().stream().map(Line::sku).distinct().toList();
    }

    /** Whether the customer owes nothing for it: it was canceled, or the contract on it withdrawn from. */
    boolean unwanted() {
        return status.withoutShipment() || withdrawnAt != null;
    }

    /** What the customer pays for the goods still wanted, without shipping; nothing once it was canceled. */
    public Money total() {
        return status.withoutShipment() ? Money.zero(order.currency()) : worth();
    }

    /** What was paid for its goods as they are wanted, or were until it was canceled. */
    public Money paidWorth() {
        return paid() ? worth() : Money.zero(order.currency());
    }

    /** What its goods cost, canceled or not. */
    Money worth() {
        return lines.stream().map(Line::total).reduce(Money.zero(order.currency()), Money::plus);
    }
}
