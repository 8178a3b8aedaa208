package org.forthcoming.operations;

import org.forthcoming.processes.Incidents;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells each page of staff how many steps were given up, so that somebody notices. */
@ControllerAdvice(basePackageClasses = OpenIncidents.class)
class OpenIncidents {

    private final Incidents incidents;

    OpenIncidents(Incidents incidents) {
        this.incidents = incidents;
    }

    @ModelAttribute("openIncidents")
    long open() {
        return incidents.open();
    }
}
