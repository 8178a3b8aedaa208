package org.forthcoming.inventory;

import java.util.List;

/** An act of another package that locks one SKU after the other, as long as it takes. */
class Acts {

    private final Inventory inventory;

    Acts(Inventory inventory) {
        this.inventory = inventory;
    }

    @Atomic
    public void lockOneByOne(List<String> skus, Runnable afterEach) {
        for (var sku : skus) {
            inventory.lock(List.of(sku));
            afterEach.run();
        }
    }
}
