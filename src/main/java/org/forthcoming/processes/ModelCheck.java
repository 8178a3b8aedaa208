package org.forthcoming.processes;

import java.util.List;
import java.util.SortedMap;

class ModelCheck {
    ModelCheck(SortedMap<String, byte[]> files) {}

    List<String> faults() {
        return List.of();
    }
}
