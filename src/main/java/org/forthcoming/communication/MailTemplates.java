package org.forthcoming.communication;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toCollection;

import java.time.Duration;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.thymeleaf.context.Context;

/**
 * The texts of mails: one template per notice and language, the subject being its title. The shop's own take the place of
 * the product's.
 */
@Component
class MailTemplates {

    private static final Locale OTHERWISE = Locale.ENGLISH;
    private static final int LONGEST_SUBJECT = 300;

    /** For how long a node may go on with templates that another node has replaced. */
    private static final long A_MOMENT = Duration.ofSeconds(5).toNanos();

    private final MailFacts facts;
    private final OwnTemplates own;
    private final TemplateSettings settings;

    private volatile Known known;

    MailTemplates(MailFacts facts, OwnTemplates own, TemplateSettings settings) {
        this.facts = facts;
        this.own = own;
        this.settings = settings;
    }

    /** The templates of one version, as they were found to be the latest then. */
    private record Known(long version, long foundAt, TemplateTexts texts) {}

    SortedSet<Notice> notices() {
        var names = texts().names().stream()
                .filter(name -> name.endsWith("." + OTHERWISE.getLanguage()))
                .map(name -> name.substring(0, name.length() - 3))
                .filter(Notice::canBeNamed)
                .map(Notice::named);
        return Stream.concat(Notice.OF_THE_PRODUCT.stream(), names).collect(toCollection(TreeSet::new));
    }

    WrittenMail write(Mail mail) {
        var notice = mail.notice();
        var wished = mail.order().locale();
        if (!texts().names().contains(name(notice, OTHERWISE))) {
            known = null; // another node has put it in force just now
        }
        var texts = texts();
        var locale = texts.names().contains(name(notice, wished)) ? wished : OTHERWISE;
        var context = new Context(locale, facts.of(mail, locale));
        context.setVariable("language", locale.getLanguage());
        var html = texts.write(name(notice, locale), context);
        var title = Jsoup.parse(html).title().replaceAll("\\p{Cntrl}", "");
        return new WrittenMail(title.length() > LONGEST_SUBJECT ? title.substring(0, LONGEST_SUBJECT) : title, html);
    }

    @TransactionalEventListener(OwnTemplates.TemplatesChanged.class)
    void lookAgain() {
        known = null;
    }

    private TemplateTexts texts() {
        var present = known;
        var clock = System.nanoTime();
        if (present == null || clock - present.foundAt() > A_MOMENT) {
            var version = settings.onlyFrom() == null ? own.version() : 0;
            present = present != null && present.version() == version
                    ? new Known(version, clock, present.texts())
                    : new Known(version, clock, read());
            known = present;
        }
        return present.texts();
    }

    private TemplateTexts read() {
        if (settings.onlyFrom() != null) {
            return new TemplateTexts(MailFiles.in(settings.onlyFrom().resolve("mails")));
        }
        var files = new TreeMap<>(MailFiles.onClassPath());
        var all = own.all();
        all.stream().filter(one -> one.inForce).forEach(one -> files.put(one.name, one.content));
        all.stream().filter(not(one -> one.inForce)).forEach(one -> files.putIfAbsent(one.name, one.content));
        return new TemplateTexts(files);
    }

    private static String name(Notice notice, Locale locale) {
        return notice + "." + locale.getLanguage();
    }
}
