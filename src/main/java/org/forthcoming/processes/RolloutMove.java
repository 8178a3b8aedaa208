package org.forthcoming.processes;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** Waiting orders that follow a rollout, or its way back, from one version of a process to another. */
@Entity
class RolloutMove {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
    @SequenceGenerator(name = "ids", sequenceName = "forthcoming_ids", allocationSize = 50)
    Long id;

    long rolloutId;
    String process;
    int fromVersion;
    int toVersion;

    /** The engine's; null: nobody could follow. */
    String batchId;

    int orders;

    /** Those that could not follow when it began. */
    int leftBehind;

    /** Those who had not followed when a later change, or the way back, ended it. */
    int stopped;

    String begunBy;
    Instant begunAt;
    boolean back;

    protected RolloutMove() {}

    RolloutMove(
            long rolloutId,
            String process,
            int fromVersion,
            int toVersion,
            String batchId,
            int orders,
            int leftBehind,
            String begunBy,
            Instant begunAt,
            boolean back) {
        this.rolloutId = rolloutId;
        this.process = process;
        this.fromVersion = fromVersion;
        this.toVersion = toVersion;
        this.batchId = batchId;
        this.orders = orders;
        this.leftBehind = leftBehind;
        this.begunBy = begunBy;
        this.begunAt = begunAt;
        this.back = back;
    }
}
