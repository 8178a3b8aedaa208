package org.forthcoming.inventory;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.forthcoming.calendar.ShopCalendar;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What operations and the warehouse reported, one row each: supplies, receipts, adjustments. */
@Component
class Ledger {

    private final JdbcClient database;
    private final ShopCalendar calendar;
    private final Ids ids;

    Ledger(JdbcClient database, ShopCalendar calendar, Ids ids) {
        this.database = database;
        this.calendar = calendar;
        this.ids = ids;
    }

    long announce(String reference, String sku, int quantity, LocalDate expectedOn) {
        var id = ids.next();
        database.sql("insert into supply (id, reference, sku, quantity, expected_on, created_at)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(id, reference, sku, quantity, expectedOn, calendar.now().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    /** Whoever says how many come has announced it. */
    void change(long id, Integer quantity, int pegged, LocalDate expectedOn, String reason) {
        database.sql(
                        "update supply set quantity = coalesce(?, quantity), only_expected = only_expected and ?, pegged = ?,"
                                + " expected_on = ?, reason = ?, overdue_told = false where id = ?")
                .params(quantity, quantity == null, pegged, expectedOn, reason, id)
                .update();
    }

    void receive(long id, int quantity, int received, int pegged) {
        database.sql("update supply set quantity = ?, received = ?, pegged = ? where id = ?")
                .params(quantity, received, pegged, id)
                .update();
    }

    /** SKUs of supplies whose day ended before today, of which something is still to come and nobody was told. */
    List<String> newlyOverdue(LocalDate today) {
        return database.sql("""
                        select distinct sku from supply
                        where expected_on < ? and quantity > received and not overdue_told order by sku""").param(today).query(String.class).list();
    }

    /** Gives a day, or none, to all supplies of a SKU that have none or did not come on theirs. */
    void expect(String sku, LocalDate today, LocalDate expectedOn, String reason) {
        database.sql("""
                        update supply set expected_on = ?, reason = ?, overdue_told = false
                        where sku = ? and quantity > received and (expected_on is null or expected_on < ?)""").params(expectedOn, reason, sku, today).update();
    }

    /** What operations expect of a SKU without an announcement: as much as those count on who wait. */
    long expectMore(String sku, int units, LocalDate expectedOn, String reason) {
        var id = announce("Expected by operations", sku, units, expectedOn);
        database.sql("update supply set only_expected = true, pegged = quantity, reason = ? where id = ?")
                .params(reason, id)
                .update();
        return id;
    }

    void overdueTold(String sku, LocalDate today) {
        database.sql("update supply set overdue_told = true where sku = ? and expected_on < ? and quantity > received")
                .params(sku, today)
                .update();
    }

    /** A receipt as it was reported and answered. */
    record Entry(int quantity, Receiving.Receipt receipt) {}

    Optional<Entry> receipt(long supply, String reference) {
        return database.sql("select * from receipt where supply_id = ? and reference = ?")
                .params(supply, reference)
                .query((row, number) -> new Entry(
                        row.getInt("quantity"),
                        new Receiving.Receipt(
                                row.getInt("allocated_units"),
                                row.getInt("allocated_fulfillments"),
                                row.getInt("remaining"),
                                row.getInt("on_hand"))))
                .optional();
    }

    void receipt(long supply, String reference, int quantity, Receiving.Receipt receipt) {
        database.sql("""
                        insert into receipt (id, supply_id, reference, quantity, received_at, allocated_units,
                                             allocated_fulfillments, remaining, on_hand)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        ids.next(),
                        supply,
                        reference,
                        quantity,
                        calendar.now().atOffset(ZoneOffset.UTC),
                        receipt.allocatedUnits(),
                        receipt.allocatedFulfillments(),
                        receipt.remaining(),
                        receipt.onHand())
                .update();
    }

    void adjust(String sku, int quantity, String reason) {
        database.sql("insert into adjustment (id, sku, quantity, reason, adjusted_at) values (?, ?, ?, ?, ?)")
                .params(ids.next(), sku, quantity, reason, calendar.now().atOffset(ZoneOffset.UTC))
                .update();
    }
}
