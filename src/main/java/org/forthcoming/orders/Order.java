package org.forthcoming.orders;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.DynamicUpdate;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What a customer bought, in one or more fulfillments. */
@Entity
@DynamicUpdate // what another transaction changed meanwhile is not written back
@Table(name = "orders")
public class Order {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
    @SequenceGenerator(name = "ids", sequenceName = "forthcoming_ids", allocationSize = 50)
    Long id;

    String number;
    String fingerprint;
    String channel;
    String customerName;
    String customerEmail;
    String customerKey;
    String country;
    String locale;
    String recipient;
    String street;
    String postalCode;
    String city;
    String region;
    String deliveryCountry;
    boolean partial;

    @Enumerated(EnumType.STRING)
    Shipping shipping;

    BigDecimal shippingFee;
    String currency;
    boolean paid;
    BigDecimal paidAmount;
    LocalDate paidOn;
    Instant placedAt;

    @OneToMany(mappedBy = "order", cascade = CascadeType.PERSIST)
    @BatchSize(size = 500)
    @OrderBy("position")
    List<Fulfillment> fulfillments = new ArrayList<>();

    protected Order() {}

    public long id() {
        return id;
    }

    /** The shop's own number for it. */
    public String number() {
        return number;
    }

    /** The shop's sales channel it came from, if the shop names one. */
    public Optional<String> channel() {
        return Optional.ofNullable(channel);
    }

    public String customerName() {
        return customerName;
    }

    public String customerEmail() {
        return customerEmail;
    }

    /** The address turned out to be wrong: from now on the customer is this one. */
    public void correctEmail(String email) {
        customerEmail = email;
        customerKey = key(email);
    }

    /** ISO 3166 code of the customer's country. */
    public String country() {
        return country;
    }

    /** The customer's language, English when none was given. */
    public Locale locale() {
        return Locale.forLanguageTag(locale.replace('_', '-'));
    }

    /** The address as it was given; empty when the shop keeps it to itself. */
    public Optional<NewOrder.DeliverTo> address() {
        return Optional.ofNullable(recipient)
                .map(name -> new NewOrder.DeliverTo(name, street, postalCode, city, region, deliveryCountry));
    }

    void deliverTo(NewOrder.DeliverTo address) {
        recipient = address.name();
        street = address.street();
        postalCode = address.postalCode();
        city = address.city();
        region = address.region();
        deliveryCountry = address.country();
    }

    /** The address it is sent to, a line each; empty when the shop keeps it to itself. */
    public List<String> deliverTo() {
        var lines = new ArrayList<String>();
        for (var line : new String[] {
            recipient,
            street,
            ((postalCode == null ? "" : postalCode) + " " + (city == null ? "" : city)).strip(),
            region,
            deliveryCountry
        }) {
            if (line != null && !line.isBlank()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** The country whose law on delays applies: where the goods go, the customer's own when that is not known. */
    String lawCountry() {
        return deliveryCountry == null ? country : deliveryCountry;
    }

    /** Whether what is there ships while the rest keeps waiting. */
    public boolean partial() {
        return partial;
    }

    public Shipping shipping() {
        return shipping;
    }

    public CurrencyUnit currency() {
        return CurrencyUnit.of(currency);
    }

    public Money shippingFee() {
        return money(shippingFee);
    }

    /** Whether what was ordered first was paid; see {@link #toBePaid} for what came on top. */
    public boolean paid() {
        return paid;
    }

    /** What the customer has still to pay. */
    public Money toBePaid() {
        return paid
                ? fulfillments.stream()
                        .filter(fulfillment -> !fulfillment.paid() && !fulfillment.unwanted())
                        .map(Fulfillment::total)
                        .reduce(Money.zero(currency()), Money::plus)
                : total();
    }

    /** Whether nothing is to be paid any more. */
    public boolean settled() {
        return paid && toBePaid().isZero();
    }

    public Instant placedAt() {
        return placedAt;
    }

    public List<Fulfillment> fulfillments() {
        return fulfillments;
    }

    /** What the customer pays for everything still wanted, the shipping fee included while anything is. */
    public Money total() {
        return fulfillments.stream()
                .filter(fulfillment -> !fulfillment.unwanted())
                .map(Fulfillment::total)
                .reduce(Money::plus)
                .map(goods -> goods.plus(shippingFee()))
                .orElse(Money.zero(currency()));
    }

    /** The status of its least advanced fulfillment, canceled and rejected ones ignored unless all are. */
    public FulfillmentStatus status() {
        return fulfillments.stream()
                .map(Fulfillment::status)
                .filter(status -> !status.withoutShipment())
                .min(Comparator.naturalOrder())
                .orElseGet(() -> fulfillments.stream()
                        .map(Fulfillment::status)
                        .min(Comparator.naturalOrder())
                        .orElseThrow());
    }

    /** Who the customer is: a mail address, whatever its case. */
    static String key(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    Money money(BigDecimal amount) {
        return Money.of(currency(), amount, RoundingMode.HALF_UP);
    }
}
