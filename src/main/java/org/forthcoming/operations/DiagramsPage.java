package org.forthcoming.operations;

import org.forthcoming.processes.Diagrams;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Gives pages the diagrams that they draw. */
@Controller
class DiagramsPage {

    private static final MediaType XML = MediaType.parseMediaType("application/xml;charset=UTF-8");

    private final Diagrams diagrams;

    DiagramsPage(Diagrams diagrams) {
        this.diagrams = diagrams;
    }

    @GetMapping("/operations/diagrams/{process}/{version}")
    ResponseEntity<String> xml(@PathVariable String process, @PathVariable int version) {
        return diagrams.xml(process, version)
                .map(xml -> ResponseEntity.ok().contentType(XML).body(xml))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no version %d of %s.".formatted(version, process)));
    }
}
