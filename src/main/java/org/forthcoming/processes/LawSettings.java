package org.forthcoming.processes;

import java.util.Optional;
import org.forthcoming.orders.LawProfile;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which rule on delays holds.
 *
 * @param lawProfile BY_COUNTRY asks the decision table LawProfile; anything else is the one profile for all customers
 */
@ConfigurationProperties("forthcoming")
record LawSettings(@DefaultValue("BY_COUNTRY") Choice lawProfile) {

    /** The law profiles, and the choice among them by the delivery country. */
    enum Choice {
        BY_COUNTRY,
        US_FTC,
        EU_CRD,
        UK_CRA,
        STRICTEST
    }

    Optional<LawProfile> forAll() {
        return lawProfile == Choice.BY_COUNTRY ? Optional.empty() : Optional.of(LawProfile.valueOf(lawProfile.name()));
    }
}
