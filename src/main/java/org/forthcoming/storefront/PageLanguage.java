package org.forthcoming.storefront;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** Customers' pages speak the order's language, all others the browser's. */
@Component("localeResolver")
class PageLanguage extends AcceptHeaderLocaleResolver {

    private static final String ATTRIBUTE = PageLanguage.class.getName();
    private static final List<String> KNOWN = List.of("en", "de");

    PageLanguage() {
        setSupportedLocales(List.of(Locale.ENGLISH, Locale.GERMAN));
        setDefaultLocale(Locale.ENGLISH);
    }

    /** The customer's language when pages speak it, otherwise English. */
    static Locale spoken(Locale wished) {
        return KNOWN.contains(wished.getLanguage()) ? wished : Locale.ENGLISH;
    }

    /** From now on this request's page speaks this language. */
    static void speak(Locale locale, HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, locale);
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Locale spoken ? spoken : super.resolveLocale(request);
    }
}
