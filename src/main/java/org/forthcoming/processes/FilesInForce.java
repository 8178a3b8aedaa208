package org.forthcoming.processes;

import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.forthcoming.communication.TemplateSettings;
import org.springframework.stereotype.Component;

/** What the product brings, with what the shop has changed of it and put in force; of two changes the later counts. */
@Component
class FilesInForce {

    private final SortedMap<String, byte[]> product;
    private final boolean only;
    private final RolloutBook rollouts;

    FilesInForce(TemplateSettings settings, RolloutBook rollouts) {
        this.only = settings.onlyFrom() != null;
        this.product =
                Collections.unmodifiableSortedMap(only ? ModelFiles.in(settings.onlyFrom()) : ModelFiles.onClassPath());
        this.rollouts = rollouts;
    }

    /** What comes with this build, or stands in its place. */
    SortedMap<String, byte[]> ofProduct() {
        return product;
    }

    SortedMap<String, byte[]> all() {
        var all = product;
        if (!only) {
            for (var rollout : rollouts.findByStateOrderByInForceOrder(Rollout.State.IN_FORCE)) {
                all = rollout.over(all, product);
            }
        }
        return all;
    }

    /** The names of those that the shop has changed or added. */
    SortedSet<String> own() {
        var own = new TreeSet<String>();
        all().forEach((name, content) -> {
            if (!Arrays.equals(content, product.get(name))) {
                own.add(name);
            }
        });
        return own;
    }

    /** All with the changes of this rollout, as the latest. */
    SortedMap<String, byte[]> with(Rollout rollout) {
        return rollout.over(all(), product);
    }

    /** All without the changes of this rollout. */
    SortedMap<String, byte[]> without(Rollout rollout) {
        var all = product;
        for (var other : rollouts.findByStateOrderByInForceOrder(Rollout.State.IN_FORCE)) {
            if (!other.id.equals(rollout.id)) {
                all = other.over(all, product);
            }
        }
        return all;
    }

    /** The mails among them that the shop has changed or added, without the folder. */
    SortedMap<String, byte[]> ownMails() {
        var mails = new TreeMap<String, byte[]>();
        for (var rollout : rollouts.findByStateOrderByInForceOrder(Rollout.State.IN_FORCE)) {
            rollout.files.stream()
                    .filter(file -> file.name.startsWith(ModelFiles.MAILS))
                    .forEach(file -> mails.put(file.name.substring(ModelFiles.MAILS.length()), file.content));
        }
        mails.values().removeIf(Objects::isNull);
        return mails;
    }
}
