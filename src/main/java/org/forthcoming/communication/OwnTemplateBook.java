package org.forthcoming.communication;

import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The table of the shop's own templates. */
interface OwnTemplateBook extends Repository<OwnTemplate, String> {

    List<OwnTemplate> findAll();

    OwnTemplate save(OwnTemplate template);

    @Query("select coalesce(max(t.version), 0) from OwnTemplate t")
    long version();
}
