package org.forthcoming.communication;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The mails' templates that the shop has changed or added: they take the place of the product's, on every node. */
@Service
public class OwnTemplates {

    /** The shop's templates are others now. */
    record TemplatesChanged() {}

    private final OwnTemplateBook book;
    private final ApplicationEventPublisher events;

    OwnTemplates(OwnTemplateBook book, ApplicationEventPublisher events) {
        this.book = book;
        this.events = events;
    }

    /**
     * Puts these in force, by their files' names, and takes back all others that were. Whoever calls makes sure that
     * nobody else does at the same time.
     */
    @Transactional
    public void putInForce(Map<String, byte[]> templates) {
        var known = book.findAll().stream().collect(Collectors.toMap(one -> one.name, one -> one));
        var version = book.version() + 1;
        templates.forEach((name, content) -> {
            var stored = known.computeIfAbsent(name, OwnTemplate::new);
            if (!stored.inForce || !Arrays.equals(stored.content, content)) {
                stored.content = content;
                stored.inForce = true;
                stored.version = version;
                book.save(stored);
            }
        });
        known.values().stream()
                .filter(stored -> stored.inForce && !templates.containsKey(stored.name))
                .forEach(stored -> {
                    stored.inForce = false;
                    stored.version = version;
                    book.save(stored);
                });
        events.publishEvent(new TemplatesChanged());
    }

    List<OwnTemplate> all() {
        return book.findAll();
    }

    long version() {
        return book.version();
    }
}
