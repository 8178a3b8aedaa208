package org.forthcoming.processes;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.FormService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the forms that a shop has drawn itself let be decided: a gateway behind the task compares it with these very words. */
@Component
public class OwnForms {

    private final Engine engine;
    private final ObjectProvider<FormService> forms;
    private final ObjectMapper json;

    OwnForms(Engine engine, ObjectProvider<FormService> forms, ObjectMapper json) {
        this.engine = engine;
        this.forms = forms;
        this.json = json;
    }

    /** Why this can't be entered as the decision of the task, in a sentence; null: none was entered. */
    Optional<String> whyNot(String task, Object decision) {
        var field = field(task);
        if (decision == null || decision.toString().isBlank()) {
            return field.filter(asked -> asked.at("/validate/required").asBoolean())
                    .map(asked -> "Decide" + among(choices(asked)));
        }
        return field.map(OwnForms::choices)
                .filter(choices -> !choices.isEmpty() && !choices.contains(decision.toString()))
                .map(choices -> "“%s” can't be decided here; decide%s".formatted(decision, among(choices)));
    }

    /** The first of its radio buttons or of its list; empty when the form of this task lets nobody choose. */
    public Optional<String> firstChoice(String task) {
        return field(task).flatMap(field -> choices(field).stream().findFirst());
    }

    private static String among(List<String> choices) {
        return choices.isEmpty() ? "." : ": " + choices.stream().collect(joining(", ", "", "."));
    }

    /** The values of its radio buttons or its list. */
    private static List<String> choices(JsonNode field) {
        return StreamSupport.stream(field.path("values").spliterator(), false)
                .map(value -> value.path("value").asText())
                .toList();
    }

    private Optional<JsonNode> field(String task) {
        return engine.call(() -> {
            try (var form = forms.getObject().getDeployedTaskForm(task)) {
                return form == null
                        ? Optional.empty()
                        : json.readTree(form).findParents("key").stream()
                                .filter(field -> field.path("key").asText().equals(ModelContract.DECISION.name()))
                                .findFirst();
            } catch (BadUserRequestException noForm) {
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
