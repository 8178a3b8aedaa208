package org.forthcoming.inventory;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Begins passes through queues and goes on with them; each SKU has one at most, a new one takes the place of the old. */
@Component
class Allocation {

    private final Books books;
    private final int batchSize;

    Allocation(Books books, InventorySettings settings) {
        this.books = books;
        this.batchSize = Math.max(1, settings.batchSize());
    }

    /** Locks these SKUs together with all that the first claims in their queues also want. */
    Map<String, StockBook> lock(Collection<String> skus) {
        var all = new TreeSet<>(skus);
        skus.forEach(sku -> all.addAll(books.skusBehind(sku, null, batchSize)));
        var locked = books.lock(all);
        books.readSupplies(locked.values());
        return locked;
    }

    /** Goes through the first batch of a queue; how far it came is in the news when there is more to go through. */
    void begin(Map<String, StockBook> locked, String sku, News news) {
        var book = locked.get(sku);
        if (book.waiting > 0) {
            book.passAfter = "";
            book.changed = true;
            new Pass(books, locked, sku, news, batchSize).run(null);
            if (book.passPending()) {
                news.left.put(sku, book.passAfter);
            } else {
                news.left.remove(sku);
            }
        } else if (book.passPending()) {
            book.passAfter = null;
            book.changed = true;
        }
        books.store(locked.values());
    }

    /** How many claims a pass has still to go through. */
    int remaining(StockBook book) {
        return book.passPending() ? books.remaining(book, Turn.at(book.passAfter)) : 0;
    }

    /** Goes through the next batch, unless another pass took the place of this one. */
    Optional<String> next(String sku, String after, News news) {
        var skus = new TreeSet<>(books.skusBehind(sku, Turn.at(after), batchSize));
        skus.add(sku);
        var locked = books.lock(skus);
        var book = locked.get(sku);
        var place = after == null ? "" : after;
        if (!place.equals(book.passAfter) && !(after == null && book.passAfter == null)) {
            return Optional.empty();
        }
        books.readSupplies(locked.values());
        book.passAfter = place;
        new Pass(books, locked, sku, news, batchSize).run(Turn.at(place));
        books.store(locked.values());
        return Optional.ofNullable(book.passAfter);
    }
}
