package org.forthcoming.processes;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One file of a rollout. */
@Entity
class RolloutFile {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
    @SequenceGenerator(name = "ids", sequenceName = "forthcoming_ids", allocationSize = 50)
    Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "rollout_id")
    Rollout rollout;

    String name;

    /** Null: as the product brings it, whichever version of the product runs. */
    byte[] content;

    /** What was in force when it was prepared; null: there was no such file. */
    byte[] contentBefore;

    /** The version of its process that it became; null: it is none, or not in force. */
    Integer version;

    /** Of what the product brought when it was prepared; null: nothing. */
    String productDigest;

    protected RolloutFile() {}

    RolloutFile(Rollout rollout, String name, byte[] content, byte[] contentBefore, byte[] ofProduct) {
        this.rollout = rollout;
        this.name = name;
        this.content = content;
        this.contentBefore = contentBefore;
        this.productDigest = digest(ofProduct);
    }

    static String digest(byte[] content) {
        if (content == null) {
            return null;
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
