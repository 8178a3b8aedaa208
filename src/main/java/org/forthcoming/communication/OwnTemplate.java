package org.forthcoming.communication;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A mail's template that the shop has changed or added. */
@Entity
@Table(name = "mail_template")
class OwnTemplate {

    @Id
    String name;

    byte[] content;

    /** False: the shop has taken it back, and only what still runs as it was may ask for it. */
    boolean inForce;

    /** Which change wrote it; the highest of all tells whether anything has changed. */
    long version;

    protected OwnTemplate() {}

    OwnTemplate(String name) {
        this.name = name;
    }
}
