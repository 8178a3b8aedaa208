package org.forthcoming.inventory;

import static java.util.stream.Collectors.toMap;

import java.util.function.Function;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What waiting claims lack, by SKU. */
@Service
@Transactional(readOnly = true)
public class Shortages {

    private final Inventory inventory;
    private final JdbcTemplate database;

    Shortages(Inventory inventory, JdbcTemplate database) {
        this.inventory = inventory;
        this.database = database;
    }

    /**
     * A SKU that claims wait for.
     *
     * @param claims how many wait for it
     * @param unitsShort units that wait and that neither units on hand nor a supply cover
     * @param releasableNow claims that units on hand could complete and whose allocation is still to come
     */
    public record Shortage(StockLevel stock, int claims, int unitsShort, int releasableNow) {}

    private record Waiting(String sku, int claims, int unitsShort, int unallocated) {}

    /** SKUs that claims wait for, in order of SKU. */
    public Page<Shortage> page(Pageable page) {
        var waiting = database.query(
                """
                select s.sku, s.uncovered,
                       case when s.pass_after is null then 0 else s.on_hand - s.allocated - s.held_back end as unallocated,
                       (select count(*) from reservation r
                        where r.sku = s.sku and r.state = 'WAITING' and r.units > 0) as claims
                from stock s where s.waiting > 0 order by s.sku offset ? rows fetch next ? rows only""",
                (row, number) -> new Waiting(
                        row.getString("sku"), row.getInt("claims"), row.getInt("uncovered"), row.getInt("unallocated")),
                page.getOffset(),
                page.getPageSize());
        var levels = inventory.stock(waiting.stream().map(Waiting::sku).toList()).stream()
                .collect(toMap(StockLevel::sku, Function.identity()));
        return new PageImpl<>(
                waiting.stream()
                        .map(sku -> new Shortage(
                                levels.get(sku.sku()),
                                sku.claims(),
                                sku.unitsShort(),
                                releasable(sku.sku(), sku.unallocated())))
                        .toList(),
                page,
                database.queryForObject("select count(*) from stock where waiting > 0", Long.class));
    }

    /**
     * Goes through the queue as far as units on hand reach; a claim lacking another SKU is passed over. Once a pass has
     * ended, what is left on hand completes nobody.
     */
    private int releasable(String sku, int unallocated) {
        if (unallocated == 0) {
            return 0;
        }
        ResultSetExtractor<Integer> completed = claims -> {
            var left = unallocated;
            var count = 0;
            while (left > 0 && claims.next()) {
                if (claims.getInt("units") <= left) {
                    left -= claims.getInt("units");
                    count++;
                }
            }
            return count;
        };
        return database.query(
                connection -> {
                    var statement = connection.prepareStatement("""
                            select r.units from reservation r
                            where r.sku = ? and r.state = 'WAITING' and r.units > 0 and not exists (
                                select 1 from reservation other join stock s on s.sku = other.sku
                                where other.reference = r.reference and other.sku <> r.sku and other.state = 'WAITING'
                                  and other.units > s.on_hand - s.allocated - s.held_back)
                            order by r.pinned_rank, r.precedence, r.placed_at, r.number, r.id""");
                    statement.setFetchSize(500);
                    statement.setString(1, sku);
                    return statement;
                },
                completed);
    }
}
