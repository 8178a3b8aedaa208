package org.forthcoming.inventory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;

/** What an act of inventory has to tell; told when all of it is stored, because who hears it may act at once. */
class News {

    final Set<Long> allocated = new LinkedHashSet<>();
    final Set<Long> changed = new LinkedHashSet<>();
    final List<ClaimSplit> splits = new ArrayList<>();

    /** How far the passes came that are to be gone on with, by SKU. */
    final TreeMap<String, String> left = new TreeMap<>();

    int allocatedUnits;

    void tell(ApplicationEventPublisher events) {
        splits.forEach(events::publishEvent);
        if (!allocated.isEmpty()) {
            events.publishEvent(new UnitsAllocated(List.copyOf(allocated)));
        }
        changed.removeAll(allocated);
        if (!changed.isEmpty()) {
            events.publishEvent(new CoverChanged(List.copyOf(changed)));
        }
        left.forEach((sku, after) -> events.publishEvent(new AllocationLeft(sku, after.isEmpty() ? null : after)));
    }
}
