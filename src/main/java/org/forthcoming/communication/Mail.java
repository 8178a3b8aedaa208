package org.forthcoming.communication;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Order;
import org.hibernate.annotations.DynamicUpdate;

/** A mail to a customer, as it is queued and as it was sent. */
@Entity
@DynamicUpdate // what another transaction changed meanwhile is not written back
public class Mail {

    /** With what the occasion of a mail begins that tells of another address. */
    public static final String ADDRESS = "address:";

    private static final int LONGEST_FAILURE = 1000;

    /** QUEUED waits for its job, SENT was taken by the mail server, KEPT is read here, FAILED needs somebody. */
    public enum Status {
        QUEUED,
        SENT,
        KEPT,
        FAILED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
    @SequenceGenerator(name = "ids", sequenceName = "forthcoming_ids", allocationSize = 50)
    Long id;

    @Column(name = "mail_key")
    String key;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "order_id")
    Order order;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "fulfillment_id")
    Fulfillment fulfillment;

    String notice;

    Integer promiseVersion;
    String recipient;
    String recipientKey;
    String subject;
    byte[] html;

    @Enumerated(EnumType.STRING)
    Status status;

    String failure;
    Instant queuedAt;
    Instant sentAt;
    String messageId;

    protected Mail() {}

    /**
     * @param fulfillment what it is about, or null when it is about the whole order
     * @param promiseVersion which promise it tells of, or null when it is about the whole order
     */
    Mail(
            String key,
            Order order,
            Fulfillment fulfillment,
            Notice notice,
            Integer promiseVersion,
            String messageId,
            Instant queuedAt) {
        this.key = key;
        this.order = order;
        this.fulfillment = fulfillment;
        this.notice = notice.name();
        this.promiseVersion = promiseVersion;
        this.messageId = messageId;
        this.queuedAt = queuedAt;
        this.status = Status.QUEUED;
        readdress();
    }

    /** Goes to the customer's present address. */
    final void readdress() {
        recipient = order.customerEmail();
        recipientKey = recipient.toLowerCase(Locale.ROOT);
    }

    /** Is tried once more, as if it had not failed. */
    void queueAgain() {
        status = Status.QUEUED;
        failure = null;
    }

    void written(WrittenMail written) {
        subject = written.subject();
        html = compressed(written.html());
    }

    void went(Status how, Instant at) {
        status = how;
        sentAt = at;
        failure = null;
    }

    void failed(String why) {
        status = Status.FAILED;
        failure = why.length() > LONGEST_FAILURE ? why.substring(0, LONGEST_FAILURE) : why;
    }

    public long id() {
        return id;
    }

    public Order order() {
        return order;
    }

    /** What it is about; empty: the whole order. */
    public Optional<Fulfillment> fulfillment() {
        return Optional.ofNullable(fulfillment);
    }

    public Notice notice() {
        return Notice.named(notice);
    }

    /** Which promise it tells of; empty when it is about the whole order. */
    public Optional<Integer> promiseVersion() {
        return Optional.ofNullable(promiseVersion);
    }

    /** The address it goes to. */
    public String to() {
        return recipient;
    }

    public Status status() {
        return status;
    }

    /** Why it failed, as the mail server or the engine said. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    public Instant queuedAt() {
        return queuedAt;
    }

    /** When the mail server took it, or when it was kept. */
    public Optional<Instant> sentAt() {
        return Optional.ofNullable(sentAt);
    }

    /** Its Message-ID with the angle brackets; the same however often it is sent. */
    public String messageId() {
        return messageId;
    }

    /** Empty until it was written, which happens when it is sent. */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** The HTML part; empty until it was written. */
    public Optional<String> html() {
        return Optional.ofNullable(html).map(Mail::uncompressed);
    }

    /** The text part; empty until it was written. */
    public Optional<String> text() {
        return html().map(TextPart::of);
    }

    /** Whether what it tells is over, or the promise that it makes has given way to another. */
    boolean isPointless() {
        return notice().onlyBeforeShipment() && !fulfillment.status().beforeShipment()
                || notice().promises() && promiseVersion < fulfillment.promiseVersion();
    }

    /** Whether it tells that all of the order which has not shipped goes to another address. */
    boolean isOfAddress() {
        return notice() == Notice.ORDER_CHANGED && key.contains("/" + ADDRESS);
    }

    boolean gone() {
        return status == Status.SENT || status == Status.KEPT;
    }

    private static byte[] compressed(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String uncompressed(byte[] bytes) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
