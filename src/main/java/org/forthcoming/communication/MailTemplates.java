package org.forthcoming.communication;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The texts of mails: one template per notice and language in bpmn/mails, the subject being its title. */
@Component
class MailTemplates {

    private static final String FOLDER = "bpmn/mails/";
    private static final Locale OTHERWISE = Locale.ENGLISH;
    private static final int LONGEST_SUBJECT = 300;

    private final MailFacts facts;
    private final SpringTemplateEngine templates = new SpringTemplateEngine();

    MailTemplates(MailFacts facts) {
        this.facts = facts;
        var resolver = new ClassLoaderTemplateResolver(getClass().getClassLoader());
        resolver.setPrefix(FOLDER);
        resolver.setSuffix(".html");
        resolver.setForceSuffix(true); // names end in a language, which is not a file's extension
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        templates.setTemplateResolver(resolver);
    }

    static Set<Notice> notices() {
        return Stream.of(Notice.values())
                .filter(notice -> exists(notice, OTHERWISE))
                .collect(toUnmodifiableSet());
    }

    WrittenMail write(Mail mail) {
        var notice = mail.notice();
        var wished = mail.order().locale();
        var locale = exists(notice, wished) ? wished : OTHERWISE;
        var context = new Context(locale, facts.of(mail, locale));
        context.setVariable("language", locale.getLanguage());
        var html = templates.process(name(notice, locale), context);
        var title = Jsoup.parse(html).title().replaceAll("\\p{Cntrl}", "");
        return new WrittenMail(title.length() > LONGEST_SUBJECT ? title.substring(0, LONGEST_SUBJECT) : title, html);
    }

    private static boolean exists(Notice notice, Locale locale) {
        return MailTemplates.class.getClassLoader().getResource(FOLDER + name(notice, locale) + ".html") != null;
    }

    private static String name(Notice notice, Locale locale) {
        return notice + "." + locale.getLanguage();
    }
}
