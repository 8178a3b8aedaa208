package org.forthcoming.processes;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Held by whoever changes what is in force. */
@Entity
class RolloutLock {

    @Id
    int id;

    int nextOrder;

    int takeOrder() {
        return nextOrder++;
    }
}
