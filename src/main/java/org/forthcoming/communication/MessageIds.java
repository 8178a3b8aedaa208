package org.forthcoming.communication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.forthcoming.orders.Order;
import org.springframework.stereotype.Component;

/** Message-IDs, each derived from the key that makes its mail unique: sent twice, it is the same message. */
@Component
class MessageIds {

    private final String domain;

    MessageIds(MailSettings settings) {
        this.domain = settings.from().replaceAll(".*@|>.*", "");
    }

    /** The instant of placing is part of it, because a database that starts anew gives the same ids again. */
    String of(Order order, String key) {
        return "<%s@%s>".formatted(digest(key + " " + order.number() + " " + order.placedAt()), domain);
    }

    /** The Message-ID of the order's confirmation, which starts the thread of all its mails. */
    String ofThread(Order order) {
        return of(order, keyOfWhole(order, Notice.ORDER_CONFIRMED));
    }

    static String keyOfWhole(Order order, Notice notice) {
        return notice + "/order/" + order.id();
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
