package org.forthcoming.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The supplies, to be read; {@link Receiving} changes them. */
@Repository
public class Supplies {

    private final JdbcClient database;

    Supplies(JdbcClient database) {
        this.database = database;
    }

    public Optional<Supply> findById(long id) {
        return database.sql("select * from supply where id = ?")
                .param(id)
                .query(Supplies::supply)
                .optional();
    }

    /** The supplies of one SKU, or of all when it is null; the oldest first. */
    public Page<Supply> find(String sku, Pageable page) {
        var total = database.sql("select count(*) from supply where cast(:sku as varchar) is null or sku = :sku")
                .param("sku", sku)
                .query(Long.class)
                .single();
        var found = database.sql("""
                        select * from supply where cast(:sku as varchar) is null or sku = :sku
                        order by id offset :offset rows fetch next :size rows only
                        """)
                .param("sku", sku)
                .param("offset", page.getOffset())
                .param("size", page.getPageSize())
                .query(Supplies::supply)
                .list();
        return new PageImpl<>(found, page, total);
    }

    private static Supply supply(ResultSet row, int number) throws SQLException {
        return new Supply(
                row.getLong("id"),
                row.getString("reference"),
                row.getString("sku"),
                row.getInt("quantity"),
                row.getInt("received"),
                row.getInt("pegged"),
                Optional.ofNullable(row.getObject("expected_on", LocalDate.class)),
                Optional.ofNullable(row.getString("reason")));
    }
}
