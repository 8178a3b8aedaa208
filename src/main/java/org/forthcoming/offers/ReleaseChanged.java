package org.forthcoming.offers;

import java.time.LocalDate;

/** A pre-order got another release date, which holds for those who wait for it too. */
public record ReleaseChanged(String sku, LocalDate releaseOn) {}
