package org.forthcoming.communication;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.Period;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.forthcoming.calendar.ShopCalendar;
import org.forthcoming.orders.Delay;
import org.forthcoming.orders.Fulfillment;
import org.forthcoming.orders.Order;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * The signed link to an order's page, which opens it without a login.
 *
 * <p>All of the path and query before the signature is signed, so that nothing in a link can be altered. A link never
 * acts: what it carries besides the order only preselects a choice on the page.
 */
@Component
public class CustomerLink {

    /** The roles that see customers' links: whoever has one acts as the customer. */
    public static final Set<String> SHOWN_TO = Set.of("ADMIN", "SUPPORT", "INTEGRATION");

    private static final Logger LOG = LoggerFactory.getLogger(CustomerLink.class);

    private static final String SIGNATURE = "&signature=";

    private static final Pattern IN_A_MAIL = Pattern.compile("https?://[^\\s\"'<>()]*signature=[0-9a-f]{64}");

    /** How long after an order's end its page can still be opened. */
    private static final Period OPEN_AFTER_THE_END = Period.ofYears(1);

    private final ShopCalendar calendar;
    private final String baseUrl;
    private final SecretKeySpec key;

    CustomerLink(LinkSettings settings, Environment environment, JdbcTemplate database, ShopCalendar calendar) {
        this.calendar = calendar;
        this.baseUrl = settings.baseUrl().replaceAll("/+$", "");
        if (settings.linkSecret().isBlank() && environment.acceptsProfiles(Profiles.of("production"))) {
            throw new IllegalStateException(
                    "forthcoming.link-secret is not set: in production, links to customers' pages need a secret of their own.");
        }
        if (environment.acceptsProfiles(Profiles.of("production")) && baseUrl.contains("//localhost")) {
            LOG.warn("forthcoming.base-url is not set: links in mails lead customers to {}.", baseUrl);
        }
        var secret = settings.linkSecret().isBlank() ? madeUp(database) : settings.linkSecret();
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** The order's page. */
    public String page(Order order) {
        return link(order.number(), "show=order");
    }

    /** The order's page, with the cancellation of this fulfillment opened. */
    public String cancelPage(Fulfillment fulfillment) {
        return link(fulfillment.order().number(), "show=cancellation&fulfillment=" + fulfillment.id());
    }

    /** The order's page, with the question of this notice opened and waiting preselected. */
    public String waitPage(Fulfillment fulfillment, Delay notice) {
        return answerPage("wait", fulfillment, notice);
    }

    /** The same with canceling preselected. */
    public String cancelPage(Fulfillment fulfillment, Delay notice) {
        return answerPage("cancellation", fulfillment, notice);
    }

    private String answerPage(String show, Fulfillment fulfillment, Delay notice) {
        return link(
                fulfillment.order().number(),
                "show=%s&fulfillment=%d&notice=%d".formatted(show, fulfillment.id(), notice.promiseVersion()));
    }

    /** The order's page, with the place opened where the customer may ask. */
    public String questionPage(Fulfillment fulfillment) {
        return link(fulfillment.order().number(), "show=question&fulfillment=" + fulfillment.id());
    }

    /** The order's page, with the request for feedback opened and this rating preselected. */
    public String feedbackPage(Fulfillment fulfillment, int rating) {
        return link(
                fulfillment.order().number(),
                "show=feedback&fulfillment=%d&rating=%d".formatted(fulfillment.id(), rating));
    }

    /** The order's page, telling what was just done there to this fulfillment, or to the whole order when it is null. */
    public String pageAfter(String done, String number, Long fulfillment) {
        return link(number, "show=" + done + (fulfillment == null ? "" : "&fulfillment=" + fulfillment));
    }

    /**
     * Whether we made this link.
     *
     * @param query the query exactly as the browser sent it
     */
    public boolean genuine(String number, String query) {
        var end = query == null ? -1 : query.lastIndexOf(SIGNATURE);
        return end >= 0
                && MessageDigest.isEqual(
                        query.getBytes(StandardCharsets.UTF_8),
                        signed(number, query.substring(0, end)).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the order's page can no longer be opened: a year after the last of it ended. */
    public boolean expired(Order order) {
        var fulfillments = order.fulfillments();
        return fulfillments.stream().allMatch(part -> part.endedAt().isPresent())
                && fulfillments.stream()
                        .map(Fulfillment::endedAt)
                        .flatMap(Optional::stream)
                        .max(Comparator.<Instant>naturalOrder())
                        .map(ended -> calendar.dayOf(ended).plus(OPEN_AFTER_THE_END))
                        .filter(last -> calendar.today().isAfter(last))
                        .isPresent();
    }

    /** A mail's text or HTML without its signed links, for those who must not act as the customer. */
    public static String hidden(String mail) {
        return IN_A_MAIL.matcher(mail).replaceAll("#only-the-customer-sees-this-link");
    }

    private String link(String number, String query) {
        return baseUrl + "/orders/" + UriUtils.encodePathSegment(number, StandardCharsets.UTF_8) + "?"
                + signed(number, query);
    }

    private String signed(String number, String query) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            var signature = mac.doFinal((number + "?" + query).getBytes(StandardCharsets.UTF_8));
            return query + SIGNATURE + HexFormat.of().formatHex(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The secret that the first node made up; all later starts and other nodes find it in the database. */
    private static String madeUp(JdbcTemplate database) {
        var known = database.queryForList("select secret from link_secret", String.class);
        if (!known.isEmpty()) {
            return known.get(0);
        }
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        var secret = HexFormat.of().formatHex(random);
        try {
            database.update("insert into link_secret (id, secret) values (1, ?)", secret);
            return secret;
        } catch (DuplicateKeyException another) {
            return database.queryForObject("select secret from link_secret", String.class);
        }
    }
}
