package org.forthcoming.inventory;

import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

/** All supplies, to be read; {@link Receiving} changes them. */
public interface Supplies extends Repository<Supply, Long> {

    Optional<Supply> findById(long id);

    Page<Supply> findBySkuOrderById(String sku, Pageable page);

    Page<Supply> findAllByOrderById(Pageable page);

    /** Supplies of a SKU, or of all when it is null; the oldest first. */
    default Page<Supply> find(String sku, Pageable page) {
        return sku == null ? findAllByOrderById(page) : findBySkuOrderById(sku, page);
    }
}
