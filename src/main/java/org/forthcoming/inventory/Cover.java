package org.forthcoming.inventory;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Which free units and supplies would cover a wanted quantity of one SKU. */
public record Cover(String sku, List<Part> parts, int uncovered) {

    /**
     * So many units from one source.
     *
     * @param supplyId the supply, or null for units on hand
     * @param readyOn the day from which the units can be used; null when the supply has no date
     */
    public record Part(Long supplyId, LocalDate readyOn, int units) {

        boolean onHand() {
            return supplyId == null;
        }
    }

    public int units() {
        return parts.stream().mapToInt(Part::units).sum() + uncovered;
    }

    /** Whether units that are free on hand cover all of it, so that it can be allocated at once. */
    public boolean onHand() {
        return uncovered == 0 && parts.stream().allMatch(Part::onHand);
    }

    /** The day from which all units can be used; empty when no date is known or something is uncovered. */
    public Optional<LocalDate> readyOn() {
        if (uncovered > 0 || parts.stream().anyMatch(part -> part.readyOn() == null)) {
            return Optional.empty();
        }
        return parts.stream().map(Part::readyOn).max(Comparator.naturalOrder());
    }

    /** This cover cut where its units become ready on different days, earliest first, what has no date last. */
    public List<Cover> byDay() {
        var days = new TreeMap<LocalDate, List<Part>>(Comparator.nullsLast(Comparator.naturalOrder()));
        for (var part : parts) {
            days.computeIfAbsent(part.readyOn(), day -> new java.util.ArrayList<>())
                    .add(part);
        }
        var covers = new java.util.ArrayList<Cover>();
        days.forEach((day, ofDay) -> covers.add(new Cover(sku, ofDay, 0)));
        if (uncovered > 0) {
            if (days.containsKey(null)) {
                var undated = covers.remove(covers.size() - 1);
                covers.add(new Cover(sku, undated.parts(), uncovered));
            } else {
                covers.add(new Cover(sku, List.of(), uncovered));
            }
        }
        return covers;
    }
}
