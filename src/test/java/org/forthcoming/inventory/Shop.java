package org.forthcoming.inventory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.forthcoming.calendar.ShopCalendar;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A shop as the tests see it: places claims as orders would, and hears what inventory tells. */
class Shop {

    /** What was placed, and for which day it was promised. */
    record Placed(long reference, LocalDate readyOn, boolean allocated) {}

    private final Inventory inventory;
    final TransactionTemplate transaction;
    private final ShopCalendar calendar;
    private final Ids ids;
    final JdbcClient database;

    final List<Long> allocated = new ArrayList<>();
    final List<Long> changed = new ArrayList<>();
    final List<ClaimSplit> splits = new ArrayList<>();
    final Map<String, String> left = new TreeMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Integer> priorities = new ConcurrentHashMap<>();

    Shop(Inventory inventory, TransactionTemplate transaction, ShopCalendar calendar, Ids ids, JdbcClient database) {
        this.inventory = inventory;
        this.transaction = transaction;
        this.calendar = calendar;
        this.ids = ids;
        this.database = database;
    }

    @EventListener
    void on(UnitsAllocated fact) {
        allocated.addAll(fact.references());
    }

    @EventListener
    void on(CoverChanged fact) {
        changed.addAll(fact.references());
    }

    @EventListener
    void on(ClaimSplit fact) {
        splits.add(fact);
    }

    @EventListener
    void on(AllocationLeft fact) {
        left.put(fact.sku(), fact.after() == null ? "" : fact.after());
    }

    /** Forgets what was heard and clears all tables of inventory. */
    void open() {
        hearNothing();
        left.clear();
        for (var table : List.of("peg", "reservation", "receipt", "adjustment", "supply", "stock")) {
            database.sql("delete from " + table).update();
        }
    }

    void hearNothing() {
        allocated.clear();
        changed.clear();
        splits.clear();
    }

    /** A claim on units of SKUs, promised for the day that its pegs give; refused when something is uncovered. */
    Placed order(Object... skusAndUnits) {
        return transaction.execute(status -> place(0, false, wanted(skusAndUnits), false));
    }

    Placed splittableOrder(Object... skusAndUnits) {
        return transaction.execute(status -> place(0, true, wanted(skusAndUnits), false));
    }

    Placed importantOrder(int priority, Object... skusAndUnits) {
        return transaction.execute(status -> place(priority, false, wanted(skusAndUnits), false));
    }

    /** A claim that is taken although nothing covers it, without a promise. */
    Placed undatedOrder(Object... skusAndUnits) {
        return transaction.execute(status -> place(0, false, wanted(skusAndUnits), true));
    }

    private static Map<String, Integer> wanted(Object... skusAndUnits) {
        var wanted = new TreeMap<String, Integer>();
        for (int i = 0; i < skusAndUnits.length; i += 2) {
            wanted.put((String) skusAndUnits[i], (Integer) skusAndUnits[i + 1]);
        }
        return wanted;
    }

    /** Within a transaction; null when it was refused. */
    Placed place(int priority, boolean splittable, Map<String, Integer> wanted, boolean undated) {
        var stock = inventory.lock(new TreeSet<>(wanted.keySet()));
        var covers = new ArrayList<Cover>();
        wanted.forEach((sku, units) -> covers.add(stock.cover(sku, units, undated)));
        if (!undated && covers.stream().anyMatch(cover -> cover.uncovered() > 0)) {
            return null;
        }
        var dated = covers.stream().allMatch(cover -> cover.readyOn().isPresent());
        var readyOn = dated
                ? covers.stream()
                        .map(cover -> cover.readyOn().get())
                        .max(LocalDate::compareTo)
                        .get()
                : null;
        var reference = ids.next();
        var rank = new Rank(priority, calendar.now(), "N%08d".formatted(numbers.incrementAndGet()));
        var allocatedAtOnce = stock.reserve(reference, rank, splittable, readyOn, covers);
        return new Placed(reference, readyOn, allocatedAtOnce);
    }

    /** Goes on with the passes that were begun, as the technical process does. */
    void settle() {
        while (!left.isEmpty()) {
            settleOne();
        }
    }

    void settleOne() {
        var sku = left.keySet().iterator().next();
        var after = left.remove(sku);
        inventory.allocateNext(sku, after.isEmpty() ? null : after).ifPresent(next -> left.putIfAbsent(sku, next));
    }

    Map<String, String> statesOf(long reference) {
        var states = new TreeMap<String, String>();
        database.sql("select sku, state from reservation where reference = ?")
                .param(reference)
                .query(row -> {
                    states.put(row.getString("sku"), row.getString("state"));
                });
        return states;
    }

    String stateOf(Placed placed) {
        var states = new TreeSet<>(statesOf(placed.reference()).values());
        return String.join(" ", states);
    }

    /** Units by the reference of the supply they are pegged to; "on hand" for those in the warehouse. */
    Map<String, Integer> pegsOf(Placed placed) {
        var pegs = new TreeMap<String, Integer>();
        database.sql("""
                        select coalesce(s.reference, 'on hand') as source, p.units from peg p
                        join reservation r on r.id = p.reservation_id left join supply s on s.id = p.supply_id
                        where r.reference = ?
                        """).param(placed.reference()).query(row -> {
            pegs.merge(row.getString("source"), row.getInt("units"), Integer::sum);
        });
        return pegs;
    }

    static Collection<Long> references(Placed... placed) {
        return Arrays.stream(placed).map(Placed::reference).toList();
    }

    Instant now() {
        return calendar.now();
    }
}
