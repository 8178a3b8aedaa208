package org.forthcoming.inventory;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;
import static org.forthcoming.inventory.Reservation.ON_HAND;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forthcoming.calendar.ShopCalendar;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of inventory: locks stock, reads working copies, stores them again in few statements. */
@Component
class Books {

    private static final String RESERVATION = "r.id, r.sku, r.reference, r.units, r.state, r.pinned_rank, r.precedence,"
            + " r.placed_at, r.number, r.splittable, r.needed_by, r.unsettled, r.reason";

    /** Units that wait: up to so many, walking the whole queue costs nothing worth sparing. */
    private static final int LONG_QUEUE = 1_000;

    private static final int PEGS_AT_ONCE = 500;

    private final JdbcClient database;
    private final ShopCalendar calendar;
    private final Ids ids;

    Books(JdbcClient database, ShopCalendar calendar, Ids ids) {
        this.database = database;
        this.calendar = calendar;
        this.ids = ids;
    }

    LocalDate today() {
        return calendar.today();
    }

    // Stock and supplies -------------------------------------------------------------------------------------------

    /** Locks the rows of these SKUs in their order, making those that are missing, and reads their open supplies. */
    Map<String, StockBook> lock(Collection<String> skus) {
        var wanted = new TreeSet<>(skus);
        if (wanted.isEmpty()) {
            return new TreeMap<>();
        }
        var books = lockKnown(wanted);
        if (books.size() < wanted.size()) {
            wanted.removeAll(books.keySet());
            // Two that insert the same at once: the later one fails, and is run again by @Atomic.
            database.sql("insert into stock (sku) values " + rows(wanted.size(), 1))
                    .params(List.copyOf(wanted))
                    .update();
            books = lockKnown(new TreeSet<>(skus));
        }
        return books;
    }

    Map<String, StockBook> lockKnown(Collection<String> skus) {
        return locked(":these", skus);
    }

    /** Locks the stock of the SKUs that these claims are for. */
    Map<String, StockBook> lockOf(Collection<Long> references) {
        return locked("select sku from reservation where reference in (:these)", references);
    }

    private Map<String, StockBook> locked(String which, Collection<?> these) {
        var today = today();
        var books = new TreeMap<String, StockBook>();
        database.sql("select * from stock where sku in (" + which + ") order by sku for update")
                .param("these", these)
                .query(row -> {
                    var book = book(row, today);
                    books.put(book.sku, book);
                });
        return books;
    }

    List<StockBook> read(Collection<String> skus) {
        if (skus.isEmpty()) {
            return List.of();
        }
        var today = today();
        return database.sql("select * from stock where sku in (:skus) order by sku")
                .param("skus", skus)
                .query((row, number) -> book(row, today))
                .list();
    }

    private static StockBook book(ResultSet row, LocalDate today) throws SQLException {
        var book = new StockBook(row.getString("sku"), today);
        book.onHand = row.getInt("on_hand");
        book.allocated = row.getInt("allocated");
        book.pegged = row.getInt("pegged");
        book.heldBack = row.getInt("held_back");
        book.holdLevel = row.getInt("hold_level");
        book.uncovered = row.getInt("uncovered");
        book.claimed = row.getInt("claimed");
        book.waiting = row.getInt("waiting");
        book.passAfter = row.getString("pass_after");
        return book;
    }

    void readSupplies(Collection<StockBook> books) {
        if (books.isEmpty()) {
            return;
        }
        var bySku = new TreeMap<String, StockBook>();
        books.forEach(book -> {
            bySku.put(book.sku, book);
            book.supplies.clear();
        });
        database.sql("""
                        select id, sku, expected_on, only_expected, quantity - received as outstanding, pegged from supply
                        where sku in (:skus) and quantity > received
                        order by sku, expected_on nulls last, id
                        """).param("skus", bySku.keySet()).query(row -> {
            var supply = new StockBook.Coming(
                    row.getLong("id"),
                    row.getObject("expected_on", LocalDate.class),
                    row.getBoolean("only_expected"),
                    row.getInt("outstanding"),
                    row.getInt("pegged"));
            bySku.get(row.getString("sku")).supplies.put(supply.id, supply);
        });
    }

    void store(Collection<StockBook> books) {
        for (var book : books) {
            for (var supply : book.supplies.values()) {
                if (supply.changed) {
                    database.sql("update supply set pegged = ?, quantity = received + ? where id = ?")
                            .params(supply.pegged, supply.outstanding, supply.id)
                            .update();
                    supply.changed = false;
                }
            }
            if (book.changed) {
                database.sql("""
                                update stock set on_hand = ?, allocated = ?, pegged = ?, held_back = ?, hold_level = ?,
                                       uncovered = ?, claimed = ?, waiting = ?, pass_after = ?
                                where sku = ?
                                """)
                        .params(
                                book.onHand,
                                book.allocated,
                                book.pegged,
                                book.heldBack,
                                book.holdLevel,
                                book.uncovered,
                                book.claimed,
                                book.waiting,
                                book.passAfter,
                                book.sku)
                        .update();
                book.changed = false;
            }
        }
    }

    // Reservations -------------------------------------------------------------------------------------------------

    long nextId() {
        return ids.next();
    }

    /** All rows of these claims, with their pegs. */
    List<Reservation> claims(Collection<Long> references) {
        return withPegs(claimsAlone(references));
    }

    /** The same without their pegs, for claims that wait for nothing. */
    List<Reservation> claimsAlone(Collection<Long> references) {
        if (references.isEmpty()) {
            return List.of();
        }
        return database.sql("select " + RESERVATION
                        + " from reservation r where r.reference in (:references) order by r.reference, r.sku")
                .param("references", references)
                .query(Books::reservation)
                .list();
    }

    /** The waiting rows of these claims that belong to other SKUs, without their pegs. */
    List<Reservation> siblings(Collection<Long> references, String sku) {
        if (references.isEmpty()) {
            return new ArrayList<>();
        }
        return database.sql(
                        "select " + RESERVATION + " from reservation r"
                                + " where r.reference in (:references) and r.sku <> :sku and r.state = 'WAITING' order by r.sku")
                .param("references", references)
                .param("sku", sku)
                .query(Books::reservation)
                .list();
    }

    /** The next of a SKU's queue that something free, new or lost could concern, without their pegs. */
    List<Reservation> queue(StockBook book, Turn after, int limit) {
        var query = concerned(book, after);
        return database.sql("select " + RESERVATION + " from reservation r" + query.where()
                        + " order by r.sku, r.state, " + Turn.COLUMNS + " limit " + limit)
                .params(query.parameters())
                .query(Books::reservation)
                .list();
    }

    /** How many of a SKU's queue are still to be gone through. */
    int remaining(StockBook book, Turn after) {
        var query = concerned(book, after);
        return database.sql("select count(*) from reservation r" + query.where())
                .params(query.parameters())
                .query(Integer.class)
                .single();
    }

    private record Where(String where, List<Object> parameters) {}

    /** Leaves out whom nothing can be done for, so that a small change does not walk a long queue. */
    private static Where concerned(StockBook book, Turn after) {
        var sql = new StringBuilder(" where r.sku = ? and r.state = 'WAITING'");
        var parameters = new ArrayList<Object>();
        parameters.add(book.sku);
        if (after != null) {
            sql.append(" and r.pinned_rank >= ? and (").append(Turn.COLUMNS).append(") > (?, ?, ?, ?, ?)");
            parameters.add(after.pinnedRank());
            parameters.addAll(after.values());
        }
        sql.append(" and (r.unsettled");
        var obtainable = book.onHand - book.allocated - book.heldBack;
        if (obtainable > 0) {
            sql.append(" or r.splittable or r.units <= ?");
            parameters.add(obtainable);
        }
        var capacity = book.capacity();
        if (!capacity.isEmpty()) {
            var first = capacity.get(0);
            sql.append(" or exists (select 1 from peg q join supply s on s.id = q.supply_id"
                    + " where q.reservation_id = r.id and (s.expected_on is null or s.expected_on < ?");
            parameters.add(book.today);
            if (first.source() == ON_HAND) {
                sql.append(" or 1 = 1");
            } else if (!first.day().equals(StockBook.NEVER)) {
                sql.append(" or s.expected_on > ?");
                parameters.add(first.day());
            }
            sql.append("))");
            if (book.uncovered > 0) {
                sql.append(" or r.units > (select coalesce(sum(q.units), 0) from peg q where q.reservation_id = r.id)");
            }
        }
        return new Where(sql.append(')').toString(), parameters);
    }

    /** The other SKUs of the claims that come next in a SKU's queue: they are locked before anything is decided. */
    List<String> skusBehind(String sku, Turn after, int limit) {
        var parameters = new ArrayList<Object>();
        parameters.add(sku);
        var place = "";
        if (after != null) {
            place = " and r.pinned_rank >= ? and (" + Turn.COLUMNS + ") > (?, ?, ?, ?, ?)";
            parameters.add(after.pinnedRank());
            parameters.addAll(after.values());
        }
        var references = database.sql("select r.reference from reservation r where r.sku = ? and r.state = 'WAITING'"
                        + place + " order by r.sku, r.state, " + Turn.COLUMNS + " limit " + limit)
                .params(parameters)
                .query(Long.class)
                .list();
        if (references.isEmpty()) {
            return List.of();
        }
        return database.sql("select distinct sku from reservation"
                        + " where reference in (:references) and sku <> :sku and state = 'WAITING'")
                .param("references", references)
                .param("sku", sku)
                .query(String.class)
                .list();
    }

    /** Who waits and counts on units in the warehouse, most patient first, with all of their pegs. */
    List<Reservation> holdersOfUnitsOnHand(String sku, int limit) {
        var holders = withPegs(database.sql("select " + RESERVATION + " from reservation r where r.state = 'WAITING'"
                        + " and r.id in (select p.reservation_id from peg p where p.sku = ? and p.supply_id is null)"
                        + " order by r.needed_by desc nulls first, " + Turn.LATEST_FIRST + " limit " + limit)
                .param(sku)
                .query(Books::reservation)
                .list());
        if (!holders.isEmpty()) {
            var pending = database.sql("""
                            select distinct o.reference from reservation o join stock t on t.sku = o.sku
                            where o.reference in (:references) and o.sku <> :sku and o.state = 'WAITING'
                              and t.pass_after is not null
                            """)
                    .param(
                            "references",
                            holders.stream().map(holder -> holder.reference).toList())
                    .param("sku", sku)
                    .query(Long.class)
                    .set();
            holders.forEach(holder -> holder.pendingElsewhere = pending.contains(holder.reference));
        }
        return holders;
    }

    List<Reservation> withPegs(List<Reservation> reservations) {
        if (!reservations.isEmpty()) {
            var byId = new TreeMap<Long, Reservation>();
            reservations.forEach(reservation -> byId.put(reservation.id(), reservation));
            database.sql("select reservation_id, supply_id, units from peg where reservation_id in (:ids)")
                    .param("ids", byId.keySet())
                    .query(row -> {
                        var supply = row.getObject("supply_id", Long.class);
                        byId.get(row.getLong("reservation_id"))
                                .pegs
                                .merge(supply == null ? ON_HAND : supply, row.getInt("units"), Integer::sum);
                    });
        }
        return reservations;
    }

    private static Reservation reservation(ResultSet row, int number) throws SQLException {
        return new Reservation(
                turn(row),
                row.getString("sku"),
                row.getLong("reference"),
                row.getInt("units"),
                Reservation.State.valueOf(row.getString("state")),
                row.getBoolean("splittable"),
                row.getObject("needed_by", LocalDate.class),
                row.getBoolean("unsettled"),
                row.getString("reason"));
    }

    static Turn turn(ResultSet row) throws SQLException {
        return new Turn(
                row.getLong("pinned_rank"),
                row.getInt("precedence"),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                row.getString("number"),
                row.getLong("id"));
    }

    void insert(List<Reservation> reservations) {
        var parameters = new ArrayList<Object>();
        for (var one : reservations) {
            Collections.addAll(
                    parameters,
                    one.id(),
                    one.sku,
                    one.reference,
                    one.units,
                    one.state.name(),
                    one.turn.pinnedRank(),
                    one.turn.precedence(),
                    one.turn.placedAt().atOffset(ZoneOffset.UTC),
                    one.turn.number(),
                    one.splittable,
                    one.neededBy,
                    one.reason);
        }
        database.sql("insert into reservation (id, sku, reference, units, state, pinned_rank, precedence, placed_at,"
                        + " number, splittable, needed_by, reason) values " + rows(reservations.size(), 12))
                .params(parameters)
                .update();
        insertPegs(reservations);
    }

    /** Stores what these reservations count on now, instead of what they did. */
    void storePegs(Collection<Reservation> reservations) {
        if (!reservations.isEmpty()) {
            database.sql("delete from peg where reservation_id in (:ids)")
                    .param("ids", idsOf(reservations))
                    .update();
            insertPegs(reservations);
        }
    }

    private void insertPegs(Collection<Reservation> reservations) {
        var parameters = new ArrayList<Object>();
        for (var one : reservations) {
            one.pegs.forEach((source, units) -> Collections.addAll(
                    parameters, ids.next(), one.id(), one.sku, source == ON_HAND ? null : source, units));
        }
        insertPegs(parameters);
    }

    private void insertPegs(List<Object> parameters) {
        if (!parameters.isEmpty()) {
            database.sql("insert into peg (id, reservation_id, sku, supply_id, units) values "
                            + rows(parameters.size() / 5, 5))
                    .params(parameters)
                    .update();
        }
    }

    void storeState(Collection<Reservation> reservations, Reservation.State state) {
        if (!reservations.isEmpty()) {
            database.sql("update reservation set state = :state, unsettled = false where id in (:ids)")
                    .param("state", state.name())
                    .param("ids", idsOf(reservations))
                    .update();
        }
    }

    void storeSettled(Collection<Reservation> reservations) {
        if (!reservations.isEmpty()) {
            database.sql("update reservation set unsettled = false where id in (:ids)")
                    .param("ids", idsOf(reservations))
                    .update();
        }
    }

    /** What comes in time after all needs no excuse, and a later delay has one of its own. */
    void forgetReasons(Collection<Reservation> inTime) {
        if (!inTime.isEmpty()) {
            database.sql("update reservation set reason = null where id in (:ids)")
                    .param("ids", idsOf(inTime))
                    .update();
        }
    }

    void storeUnits(Reservation reservation) {
        database.sql("update reservation set units = ?, reference = ? where id = ?")
                .params(reservation.units, reservation.reference, reservation.id())
                .update();
    }

    /** Everything of a claim that has not shipped is given back; its counters are the caller's. */
    void release(Collection<Long> references) {
        database.sql("delete from peg where reservation_id in"
                        + " (select id from reservation where reference in (:references))")
                .param("references", references)
                .update();
        database.sql("update reservation set state = 'RELEASED', unsettled = false"
                        + " where reference in (:references) and state in ('WAITING', 'ALLOCATED')")
                .param("references", references)
                .update();
    }

    void ship(long reference) {
        database.sql("update reservation set state = 'SHIPPED' where reference = ? and state = 'ALLOCATED'")
                .param(reference)
                .update();
    }

    /** A promise that stands anew has nothing behind it that would have to be explained. */
    void storeNeededBy(long reference, LocalDate day) {
        database.sql("update reservation set needed_by = ?, reason = null where reference = ?")
                .params(day, reference)
                .update();
    }

    /** Others who count on units in the warehouse or on one of these supplies, the most patient first, with their pegs. */
    List<Reservation> mostPatient(Reservation than, List<Long> supplies, int limit) {
        return withPegs(database.sql("select " + RESERVATION + " from reservation r where r.state = 'WAITING'"
                        + " and r.reference <> :reference and r.id in (select p.reservation_id from peg p"
                        + " where p.sku = :sku and (p.supply_id is null"
                        + (supplies.isEmpty() ? "" : " or p.supply_id in (:supplies)")
                        + ")) order by r.needed_by desc nulls first, " + Turn.LATEST_FIRST + " limit " + limit)
                .param("reference", than.reference)
                .param("sku", than.sku)
                .param("supplies", supplies)
                .query(Books::reservation)
                .list());
    }

    /** Puts a waiting claim before all others of these SKUs. */
    void putFirst(long reference, Collection<String> skus) {
        database.sql("""
                        update reservation set pinned_rank =
                            (select min(o.pinned_rank) from reservation o where o.sku in (:skus) and o.state = 'WAITING') - 1
                        where reference = :reference and state = 'WAITING'
                        """).param("skus", skus).param("reference", reference).update();
    }

    // Pegs of many at once -----------------------------------------------------------------------------------------

    /**
     * How far so many units reach when they are taken from the pegs to one source in their order: up to this peg.
     *
     * @param taken of this peg's units
     */
    private record Reach(Turn turn, long peg, int units, int taken) {

        boolean whole() {
            return taken == units;
        }
    }

    private static String pegsTo(Long supply) {
        return "p.sku = :sku and p.supply_id " + (supply == null ? "is null" : "= :supply");
    }

    private Reach reach(String sku, Long supply, int units, String order) {
        return database.sql("select * from (select " + Turn.COLUMNS + ", p.id as peg, p.units, sum(p.units) over"
                        + " (order by " + order + ", p.id) as upto from peg p"
                        + " join reservation r on r.id = p.reservation_id where " + pegsTo(supply) + ") taken"
                        + " where upto >= :units order by upto fetch first 1 row only")
                .param("sku", sku)
                .param("supply", supply)
                .param("units", units)
                .query((row, number) -> new Reach(
                        turn(row),
                        row.getLong("peg"),
                        row.getInt("units"),
                        units - row.getInt("upto") + row.getInt("units")))
                .single();
    }

    /** The pegs that a reach takes whole. Read in steps, because H2 runs a subquery again for each row it changes. */
    private static String takenWhole(Long supply, Reach reach, String isBefore) {
        return " from peg p where " + pegsTo(supply) + " and (p.reservation_id in (select r.id from reservation r"
                + " where r.sku = :sku and r.state = 'WAITING' and (" + Turn.COLUMNS + ") " + isBefore
                + " (:pinned, :precedence, :placed, :number, :id))"
                + " or p.reservation_id = :id and p.id " + (reach.whole() ? "<=" : "<") + " :peg)";
    }

    private JdbcClient.StatementSpec within(String sql, String sku, Long supply, Reach reach) {
        return database.sql(sql)
                .param("sku", sku)
                .param("supply", supply)
                .param("pinned", reach.turn().pinnedRank())
                .param("precedence", reach.turn().precedence())
                .param("placed", reach.turn().placedAt().atOffset(ZoneOffset.UTC))
                .param("number", reach.turn().number())
                .param("id", reach.turn().id())
                .param("peg", reach.peg());
    }

    /** So many units of a supply came: whoever is first in the queue now counts on units in the warehouse. */
    void arrive(String sku, long supply, int units) {
        var reach = reach(sku, supply, units, Turn.COLUMNS);
        // Most are allocated next, which tells everything. Whoever goes on waiting may be expected on another day.
        within(
                        "update reservation r set unsettled = true where r.sku = :sku and r.state = 'WAITING' and ("
                                + Turn.COLUMNS + ") <= (:pinned, :precedence, :placed, :number, :id)"
                                + " and exists (select 1 from peg p where p.reservation_id = r.id"
                                + " and p.supply_id = :supply)"
                                + " and (exists (select 1 from peg q where q.reservation_id = r.id"
                                + " and q.supply_id <> :supply)"
                                + " or exists (select 1 from reservation o where o.reference = r.reference"
                                + " and o.sku <> r.sku and o.state = 'WAITING'))",
                        sku,
                        supply,
                        reach)
                .update();
        within(
                        takenWhole(supply, reach, "<").replaceFirst(" from peg p", "update peg p set supply_id = null"),
                        sku,
                        supply,
                        reach)
                .update();
        if (!reach.whole()) {
            cut(reach);
            database.sql("insert into peg (id, reservation_id, sku, supply_id, units) values (?, ?, ?, null, ?)")
                    .params(ids.next(), reach.turn().id(), sku, reach.taken())
                    .update();
        }
    }

    /**
     * Marks claims that a change moves, so that they are told, together with its reason. A correction that gives none
     * keeps the one that the same supply gave to them before; told since, that is gone.
     */
    private static final String UNSETTLE =
            "update reservation set unsettled = true, reason = coalesce(cast(:reason as varchar),"
                    + " case when reason = cast(:formerReason as varchar) then reason end)";

    /** So many units that waiting claims counted on are lost, in the warehouse or (with an id) of a supply. */
    void lose(String sku, Long supply, int units, String reason, String formerReason) {
        var reach = reach(sku, supply, units, Turn.LATEST_FIRST);
        within(
                        UNSETTLE.replace("reservation set", "reservation r set")
                                + " where r.sku = :sku and r.state = 'WAITING' and (" + Turn.COLUMNS
                                + ") >= (:pinned, :precedence, :placed, :number, :id)"
                                + " and exists (select 1 from peg p where p.reservation_id = r.id and "
                                + pegsTo(supply) + ")",
                        sku,
                        supply,
                        reach)
                .param("reason", reason)
                .param("formerReason", formerReason)
                .update();
        within("delete" + takenWhole(supply, reach, ">"), sku, supply, reach).update();
        if (!reach.whole()) {
            cut(reach);
        }
    }

    private void cut(Reach reach) {
        database.sql("update peg set units = units - ? where id = ?")
                .params(reach.taken(), reach.peg())
                .update();
    }

    /** All units of a SKU that nothing covers are pegged to this supply, which has exactly so many. */
    void coverAll(StockBook book, long supply) {
        for (var some = lacking(book.sku); !some.isEmpty(); some = lacking(book.sku)) {
            var parameters = new ArrayList<Object>();
            some.forEach(one ->
                    Collections.addAll(parameters, ids.next(), one.reservation(), book.sku, supply, one.units()));
            insertPegs(parameters);
        }
        book.uncovered = 0;
        book.changed = true;
    }

    private List<Lacking> lacking(String sku) {
        return database.sql("""
                        select r.id, r.units - coalesce(sum(p.units), 0) as lacking
                        from reservation r left join peg p on p.reservation_id = r.id
                        where r.sku = ? and r.state = 'WAITING' group by r.id, r.units
                        having r.units > coalesce(sum(p.units), 0)
                        """ + " limit " + PEGS_AT_ONCE)
                .param(sku)
                .query((row, number) -> new Lacking(row.getLong("id"), row.getInt("lacking")))
                .list();
    }

    private record Lacking(long reservation, int units) {}

    /** A supply's day changed: marks those whose last units to come are its own, so that they are told. */
    void unsettle(StockBook book, long supply, LocalDate laterDay, String reason, String formerReason) {
        var later = laterDay == null ? "" : " or s.expected_on >= :later";
        var statement = database.sql(UNSETTLE + """
                         where sku = :sku and state = 'WAITING'
                          and id in (select p.reservation_id from peg p where p.sku = :sku and p.supply_id = :supply)
                          and not exists (select 1 from reservation o join peg q on q.reservation_id = o.id
                                          join supply s on s.id = q.supply_id
                                          where o.reference = reservation.reference and o.state = 'WAITING'
                                            and q.supply_id <> :supply
                                            and (s.expected_on is null or s.expected_on < :today""" + later + "))")
                .param("sku", book.sku)
                .param("supply", supply)
                .param("today", book.today)
                .param("reason", reason)
                .param("formerReason", formerReason);
        (laterDay == null ? statement : statement.param("later", laterDay)).update();
    }

    /** The day of supplies ended before all of them came: marks all who count on them, so that they are told. */
    void unsettleOverdue(StockBook book) {
        database.sql("""
                        update reservation set unsettled = true, reason = null
                        where sku = :sku and state = 'WAITING' and id in (
                            select p.reservation_id from peg p join supply s on s.id = p.supply_id
                            where p.sku = :sku and s.expected_on < :today and not s.overdue_told)""").param("sku", book.sku).param("today", book.today).update();
    }

    // Answers ------------------------------------------------------------------------------------------------------

    Map<Long, Integer> unitsAhead(Collection<Long> references) {
        var result = new TreeMap<Long, Integer>();
        references.forEach(reference -> result.put(reference, 0));
        var shortQueues = new TreeSet<String>();
        var longQueues = new TreeMap<String, List<Turn>>();
        database.sql("select r.sku, " + Turn.COLUMNS + ", s.waiting from reservation r join stock s on s.sku = r.sku"
                        + " where r.reference in (:references) and r.state = 'WAITING'")
                .param("references", references)
                .query(row -> {
                    var sku = row.getString("sku");
                    if (row.getInt("waiting") <= LONG_QUEUE) {
                        shortQueues.add(sku);
                    } else {
                        longQueues
                                .computeIfAbsent(sku, any -> new ArrayList<>())
                                .add(turn(row));
                    }
                });
        if (!shortQueues.isEmpty()) {
            database.sql("select reference, ahead from (select r.reference, sum(r.units) over"
                            + " (partition by r.sku order by " + Turn.COLUMNS
                            + ") - r.units as ahead from reservation r"
                            + " where r.state = 'WAITING' and r.sku in (:skus)) queue"
                            + " where reference in (:references)")
                    .param("skus", shortQueues)
                    .param("references", references)
                    .query(row -> {
                        result.merge(row.getLong("reference"), row.getInt("ahead"), Math::max);
                    });
        }
        longQueues.forEach((sku, turns) -> unitsAhead(sku, turns, references, result));
        return result;
    }

    /** Walks only from the first to the last that is asked for, and sums up what is before from the nearer end. */
    private void unitsAhead(String sku, List<Turn> turns, Collection<Long> references, Map<Long, Integer> result) {
        var first = Collections.min(turns);
        var last = Collections.max(turns);
        var sameRank = first.pinnedRank() == last.pinnedRank() && first.precedence() == last.precedence();
        var between = sameRank
                ? "r.pinned_rank = :pinned and r.precedence = :precedence and r.placed_at between :placed and :lastPlaced"
                : "r.pinned_rank between :pinned and :lastPinned";
        var statement = database.sql("select reference, ahead + base.units as ahead from (select case when"
                        + " (select count(*) from (" + inQueue(">", "limit " + LONG_QUEUE) + ") behind) < " + LONG_QUEUE
                        + " then (select waiting from stock where sku = :sku)"
                        + " - (select coalesce(sum(units), 0) from (" + inQueue(">", "") + ") behind)"
                        + " - (select units from reservation where id = :id)"
                        + " else (select coalesce(sum(units), 0) from (" + inQueue("<", "")
                        + ") ahead) end as units) base"
                        + " cross join (select r.reference, sum(r.units) over (order by " + Turn.COLUMNS
                        + ") - r.units as ahead from reservation r where r.sku = :sku and r.state = 'WAITING' and "
                        + between + " and (" + Turn.COLUMNS
                        + ") >= (:pinned, :precedence, :placed, :number, :id)) queue"
                        + " where reference in (:references)")
                .param("sku", sku)
                .param("references", references)
                .param("pinned", first.pinnedRank())
                .param("precedence", first.precedence())
                .param("placed", first.placedAt().atOffset(ZoneOffset.UTC))
                .param("number", first.number())
                .param("id", first.id());
        (sameRank
                        ? statement.param("lastPlaced", last.placedAt().atOffset(ZoneOffset.UTC))
                        : statement.param("lastPinned", last.pinnedRank()))
                .query(row -> {
                    result.merge(row.getLong("reference"), row.getInt("ahead"), Math::max);
                });
    }

    /**
     * Who is before (<) or behind (>) a place, in steps that the index of the queue answers: H2 compares rows without it,
     * and begins a range of numbers at its excluded end, where most of the queue may be.
     */
    private static String inQueue(String side, String limit) {
        var next = side.equals(">") ? " >= 1 + " : " <= -1 + ";
        var steps = List.of(
                "pinned_rank" + next + ":pinned",
                "pinned_rank = :pinned and precedence" + next + ":precedence",
                "pinned_rank = :pinned and precedence = :precedence and placed_at " + side + " :placed",
                "pinned_rank = :pinned and precedence = :precedence and placed_at = :placed and (number, id) " + side
                        + " (:number, :id)");
        return steps.stream()
                .map(step -> "(select units from reservation where sku = :sku and state = 'WAITING' and " + step + " "
                        + limit + ")")
                .collect(joining(" union all "));
    }

    Map<Long, LocalDate> readyDays(Collection<Long> references) {
        var result = new TreeMap<Long, LocalDate>();
        var today = today();
        database.sql("""
                        select claim.reference, max(claim.ready_on) as ready_on from (
                            select r.reference, r.units,
                                   coalesce(sum(case when p.supply_id is null or s.expected_on >= :today
                                                     then p.units end), 0) as dated,
                                   max(s.expected_on) as ready_on
                            from reservation r
                            left join peg p on p.reservation_id = r.id
                            left join supply s on s.id = p.supply_id
                            where r.reference in (:references) and r.state = 'WAITING'
                            group by r.reference, r.id, r.units) claim
                        group by claim.reference
                        having min(claim.dated - claim.units) >= 0
                        """).param("today", today).param("references", references).query(row -> {
            var day = row.getObject("ready_on", LocalDate.class);
            result.put(row.getLong("reference"), day == null ? today : day);
        });
        return result;
    }

    Map<Long, String> reasons(Collection<Long> references) {
        var result = new TreeMap<Long, String>();
        // What has its units last, or on no day, comes last here: its reason is the claim's, and so is its lack of one.
        database.sql("""
                        select claim.reference, claim.reason from (
                            select r.id, r.reference, r.units, r.reason,
                                   coalesce(sum(case when p.supply_id is null or s.expected_on >= :today
                                                     then p.units end), 0) as dated,
                                   max(s.expected_on) as ready_on
                            from reservation r
                            left join peg p on p.reservation_id = r.id
                            left join supply s on s.id = p.supply_id
                            where r.reference in (:references) and r.state = 'WAITING'
                            group by r.id, r.reference, r.units, r.reason) claim
                        order by claim.reference, case when claim.dated < claim.units then 1 else 0 end,
                                 case when claim.dated < claim.units then null else claim.ready_on end nulls first,
                                 case when claim.reason is null then 0 else 1 end, claim.id
                        """)
                .param("today", today())
                .param("references", references)
                .query(row -> {
                    result.put(row.getLong("reference"), row.getString("reason"));
                });
        result.values().removeIf(Objects::isNull);
        return result;
    }

    Set<Long> covered(Collection<Long> references) {
        return new TreeSet<>(database.sql("""
                        select claim.reference from (
                            select r.reference, r.units, coalesce(sum(case when s.id is null or s.expected_on is null
                                       or s.expected_on >= :today then p.units end), 0) as pegged
                            from reservation r
                            left join peg p on p.reservation_id = r.id
                            left join supply s on s.id = p.supply_id
                            where r.reference in (:references) and r.state = 'WAITING'
                            group by r.reference, r.id, r.units) claim
                        group by claim.reference
                        having min(claim.pegged - claim.units) >= 0
                        """)
                .param("today", today())
                .param("references", references)
                .query(Long.class)
                .list());
    }

    Map<Long, Set<String>> undated(Collection<Long> references) {
        var result = new TreeMap<Long, Set<String>>();
        database.sql("""
                        select r.reference, r.sku from reservation r
                        left join peg p on p.reservation_id = r.id
                        left join supply s on s.id = p.supply_id
                        where r.reference in (:references) and r.state = 'WAITING' and r.units > 0
                        group by r.reference, r.id, r.sku, r.units
                        having coalesce(sum(case when p.supply_id is null or s.expected_on >= :today
                                                 then p.units end), 0) < r.units
                        """)
                .param("today", today())
                .param("references", references)
                .query(row -> {
                    result.computeIfAbsent(row.getLong("reference"), claim -> new TreeSet<>())
                            .add(row.getString("sku"));
                });
        return result;
    }

    List<Long> undated(String sku, long after, int most) {
        return database.sql("""
                        select r.reference from reservation r
                        left join peg p on p.reservation_id = r.id
                        left join supply s on s.id = p.supply_id
                        where r.sku = :sku and r.state = 'WAITING' and r.units > 0 and r.reference > :after
                        group by r.reference, r.id, r.units
                        having coalesce(sum(case when p.id is not null and p.supply_id is null or s.expected_on >= :today
                                                 then p.units end), 0) < r.units
                        order by r.reference fetch first :most rows only
                        """)
                .param("sku", sku)
                .param("after", after)
                .param("today", today())
                .param("most", most)
                .query(Long.class)
                .list();
    }

    /**
     * Marks all who count on a supply of the SKU that has no day or did not come on it, or on none at all.
     *
     * @param reason the reason of all of them; null: each keeps the one it has
     * @param overdue the reason where there is none, or the day of a supply that somebody counts on is over
     * @param dated whether a day is given with it: then who has no reason needs none
     */
    void unsettleUndated(StockBook book, String reason, String overdue, boolean dated) {
        database.sql("""
                        update reservation set unsettled = true, reason = coalesce(cast(:reason as varchar),
                            case when exists (
                                select 1 from peg p join supply s on s.id = p.supply_id
                                where p.reservation_id = reservation.id and s.expected_on < :today)
                            then cast(:overdue as varchar)
                            when not :dated then coalesce(reason, cast(:overdue as varchar)) end)
                        where sku = :sku and state = 'WAITING' and units > (
                            select coalesce(sum(case when p.supply_id is null or s.expected_on >= :today
                                                     then p.units end), 0)
                            from peg p left join supply s on s.id = p.supply_id
                            where p.reservation_id = reservation.id)""")
                .param("sku", book.sku)
                .param("today", book.today)
                .param("reason", reason)
                .param("overdue", overdue)
                .param("dated", dated)
                .update();
    }

    Map<Long, List<Inventory.Reserved>> reserved(Collection<Long> references) {
        var result = new TreeMap<Long, List<Inventory.Reserved>>();
        database.sql("""
                        select reference, sku, units, state from reservation
                        where reference in (:references) and state <> 'RELEASED' order by reference, sku
                        """).param("references", references).query(row -> {
            var units = row.getInt("units");
            var allocated = row.getString("state").equals("WAITING") ? 0 : units;
            result.computeIfAbsent(row.getLong("reference"), reference -> new ArrayList<>())
                    .add(new Inventory.Reserved(row.getString("sku"), units, allocated));
        });
        return result;
    }

    Set<Long> moving(Collection<Long> references) {
        return Set.copyOf(database.sql("""
                        select distinct r.reference from reservation r join stock s on s.sku = r.sku
                        where r.reference in (:references) and r.state = 'WAITING' and s.pass_after is not null
                        """)
                .param("references", references)
                .query(Long.class)
                .list());
    }

    Map<Long, List<Inventory.Peg>> pegs(Collection<Long> references) {
        var result = new TreeMap<Long, List<Inventory.Peg>>();
        database.sql("""
                        select r.reference, p.sku, p.units, s.reference as supply, s.expected_on
                        from reservation r join peg p on p.reservation_id = r.id left join supply s on s.id = p.supply_id
                        where r.reference in (:references) and r.state = 'WAITING'
                        order by r.reference, p.sku, s.expected_on nulls last, p.id
                        """).param("references", references).query(row -> {
            result.computeIfAbsent(row.getLong("reference"), reference -> new ArrayList<>())
                    .add(new Inventory.Peg(
                            row.getString("sku"),
                            row.getInt("units"),
                            row.getString("supply"),
                            row.getObject("expected_on", LocalDate.class)));
        });
        return result;
    }

    List<StockLevel> levels(Collection<String> skus) {
        var stocks = read(skus);
        readSupplies(stocks);
        var references = references(stocks);
        return stocks.stream().map(stock -> level(stock, references)).toList();
    }

    private static StockLevel level(StockBook stock, Map<Long, String> references) {
        var capacity = stock.capacityForNew();
        var dated = capacity.stream()
                .filter(free -> !free.day().equals(StockBook.NEVER))
                .toList();
        return new StockLevel(
                stock.sku,
                stock.onHand,
                stock.allocated,
                stock.holdLevel,
                stock.waiting,
                stock.claimed,
                units(dated),
                units(capacity),
                dated.isEmpty()
                        ? null
                        : dated.get(0).source() == ON_HAND
                                ? stock.today
                                : dated.get(0).day(),
                stock.supplies.values().stream()
                        .map(supply -> new StockLevel.Incoming(
                                supply.id,
                                references.get(supply.id),
                                supply.expectedOn,
                                supply.outstanding,
                                supply.pegged))
                        .toList());
    }

    private static int units(List<StockBook.Free> capacity) {
        return (int) Math.min(
                Integer.MAX_VALUE,
                capacity.stream().mapToLong(StockBook.Free::units).sum());
    }

    private Map<Long, String> references(List<StockBook> stocks) {
        var result = new TreeMap<Long, String>();
        var open = stocks.stream()
                .flatMap(stock -> stock.supplies.keySet().stream())
                .toList();
        if (!open.isEmpty()) {
            database.sql("select id, reference from supply where id in (:ids)")
                    .param("ids", open)
                    .query(row -> {
                        result.put(row.getLong("id"), row.getString("reference"));
                    });
        }
        return result;
    }

    // --------------------------------------------------------------------------------------------------------------

    private static List<Long> idsOf(Collection<Reservation> reservations) {
        return reservations.stream()
                .sorted(comparing(Reservation::id))
                .map(Reservation::id)
                .toList();
    }

    /** Values for so many rows of one insert: one statement costs less than a batch. */
    private static String rows(int rows, int columns) {
        var row = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
        return String.join(", ", Collections.nCopies(rows, row));
    }
}
