package org.forthcoming.processes;

import java.util.Collection;
import java.util.List;
import org.springframework.data.repository.Repository;

/** All moves of waiting orders. */
interface RolloutMoveBook extends Repository<RolloutMove, Long> {

    RolloutMove save(RolloutMove move);

    List<RolloutMove> findByRolloutIdOrderById(long rolloutId);

    List<RolloutMove> findByProcessInAndBatchIdNotNull(Collection<String> processes);
}
