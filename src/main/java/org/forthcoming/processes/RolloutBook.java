package org.forthcoming.processes;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All rollouts. */
interface RolloutBook extends Repository<Rollout, Long> {

    Optional<Rollout> findById(long id);

    Rollout save(Rollout rollout);

    /** The oldest first. */
    List<Rollout> findByStateOrderByInForceOrder(Rollout.State state);

    List<Rollout> findAllByOrderByIdDesc(Limit limit);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select l from RolloutLock l")
    RolloutLock lock();
}
