package org.forthcoming.offers;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.repository.Repository;

/** All offers, each with its incentives. */
public interface Offers extends Repository<Offer, String> {

    @EntityGraph(attributePaths = "incentives")
    Optional<Offer> findBySku(String sku);

    @EntityGraph(attributePaths = "incentives")
    List<Offer> findBySkuIn(Collection<String> skus);

    /** Without the incentives in the same statement, which would spoil the paging; they follow in batches. */
    Page<Offer> findAllByOrderBySku(Pageable page);

    boolean existsBySku(String sku);

    long count();

    Offer save(Offer offer);
}
