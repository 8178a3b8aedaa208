package org.forthcoming.inventory;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who is served before a waiting claim, and why. */
@Service
@Transactional(readOnly = true)
public class Queues {

    /** A claim on more SKUs than that has more in its way than anybody reads. */
    private static final int MOST_SKUS = 10;

    private static final String WAITS =
            " from reservation r where r.sku = :sku and r.state = 'WAITING' and r.units > 0 and ";

    private static final Map<Why, String> BEFORE = before();

    private final JdbcClient database;

    Queues(JdbcClient database) {
        this.database = database;
    }

    /** Why one claim is served before another, the strongest first. */
    public enum Why {
        PINNED,
        PRIORITY,
        PLACED_EARLIER
    }

    /** Claims that are served before for the same reason. */
    public record Ahead(Why why, int claims, int units) {}

    /** A claim that is served before, by the number of its order. */
    public record Near(String number, int units, Why why) {}

    /**
     * What is in the way of a claim to a SKU.
     *
     * @param nearest those directly before it, the next first
     */
    public record Way(String sku, List<Ahead> ahead, List<Near> nearest) {}

    /** What is in the way of a claim, for each of the SKUs that it waits for and of which others are served before. */
    public List<Way> inTheWayOf(long reference, int nearest) {
        record Claim(String sku, Turn turn) {}
        return database
                .sql("select r.sku, " + Turn.COLUMNS + " from reservation r"
                        + " where r.reference = ? and r.state = 'WAITING' and r.units > 0 order by r.sku"
                        + " fetch first " + MOST_SKUS + " rows only")
                .param(reference)
                .query((row, number) -> new Claim(row.getString("sku"), Books.turn(row)))
                .list()
                .stream()
                .map(claim -> way(claim.sku(), claim.turn(), nearest))
                .filter(way -> !way.ahead().isEmpty())
                .toList();
    }

    private Way way(String sku, Turn turn, int most) {
        var ahead = new ArrayList<Ahead>();
        var nearest = new ArrayList<Near>();
        BEFORE.forEach((why, before) -> {
            var sum = placed(
                            "select count(*) as claims, coalesce(sum(r.units), 0) as units" + WAITS + before, sku, turn)
                    .query((row, number) -> new Ahead(why, row.getInt("claims"), row.getInt("units")))
                    .single();
            if (sum.claims() == 0) {
                return;
            }
            ahead.add(0, sum);
            if (nearest.size() < most) {
                placed(
                                "select r.number, r.units" + WAITS + before + " order by " + Turn.LATEST_FIRST
                                        + " fetch first " + (most - nearest.size()) + " rows only",
                                sku,
                                turn)
                        .query(row -> {
                            nearest.add(new Near(row.getString("number"), row.getInt("units"), why));
                        });
            }
        });
        return new Way(sku, List.copyOf(ahead), List.copyOf(nearest));
    }

    private JdbcClient.StatementSpec placed(String sql, String sku, Turn turn) {
        return database.sql(sql)
                .param("sku", sku)
                .param("pinned", turn.pinnedRank())
                .param("precedence", turn.precedence())
                .param("placed", turn.placedAt().atOffset(ZoneOffset.UTC))
                .param("number", turn.number())
                .param("id", turn.id());
    }

    /** From the nearest to the farthest; H2 uses the index of the queue for numbers up to one, not below one. */
    private static Map<Why, String> before() {
        var before = new LinkedHashMap<Why, String>();
        before.put(
                Why.PLACED_EARLIER,
                "r.pinned_rank = :pinned and r.precedence = :precedence and r.placed_at <= :placed"
                        + " and (r.placed_at < :placed or (r.number, r.id) < (:number, :id))");
        before.put(Why.PRIORITY, "r.pinned_rank = :pinned and r.precedence <= -1 + :precedence");
        before.put(Why.PINNED, "r.pinned_rank <= -1 + :pinned");
        return before;
    }
}
