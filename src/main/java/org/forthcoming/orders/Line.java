package org.forthcoming.orders;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import java.math.BigDecimal;
import org.joda.money.Money;

/** So many units of one SKU at one price, in one fulfillment. */
@Entity
public class Line {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
    @SequenceGenerator(name = "ids", sequenceName = "forthcoming_ids", allocationSize = 50)
    Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "fulfillment_id")
    Fulfillment fulfillment;

    int position;
    String sku;
    String title;
    int ordered;
    int quantity;
    BigDecimal unitPrice;

    protected Line() {}

    Line(Fulfillment fulfillment, int position, String sku, String title, int quantity, BigDecimal unitPrice) {
        this.fulfillment = fulfillment;
        this.position = position;
        this.sku = sku;
        this.title = title;
        this.ordered = quantity;
        this.quantity = quantity;
        this.unitPrice = unitPrice;
        fulfillment.lines.add(this);
    }

    public int position() {
        return position;
    }

    public String sku() {
        return sku;
    }

    public String title() {
        return title;
    }

    /** Units bought at first. */
    public int ordered() {
        return ordered;
    }

    /** Units still wanted: bought less canceled. */
    public int quantity() {
        return quantity;
    }

    public Money unitPrice() {
        return fulfillment.order().money(unitPrice);
    }

    public Money total() {
        return unitPrice().multipliedBy(quantity);
    }
}
