package org.forthcoming.processes;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.camunda.bpm.engine.repository.ProcessDefinition;

/** A change of diagrams, tables, forms and mails that the shop makes while orders wait. */
@Entity
public class Rollout {

    /** PREPARED has passed the check and changes nothing yet; WITHDRAWN never did. */
    public enum State {
        PREPARED,
        IN_FORCE,
        WITHDRAWN,
        ROLLED_BACK
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
    @SequenceGenerator(name = "ids", sequenceName = "forthcoming_ids", allocationSize = 50)
    Long id;

    @Enumerated(EnumType.STRING)
    State state = State.PREPARED;

    String name;
    String remark;
    String preparedBy;
    Instant preparedAt;
    String approvedBy;
    Instant inForceAt;
    Integer inForceOrder;
    String endedBy;
    Instant endedAt;

    @OneToMany(mappedBy = "rollout", cascade = CascadeType.ALL, fetch = FetchType.LAZY)
    @OrderBy("name")
    List<RolloutFile> files = new ArrayList<>();

    protected Rollout() {}

    Rollout(String name, String remark, String preparedBy, Instant preparedAt) {
        this.name = name;
        this.remark = remark;
        this.preparedBy = preparedBy;
        this.preparedAt = preparedAt;
    }

    void putInForce(String by, Instant at, int order) {
        state = State.IN_FORCE;
        approvedBy = by;
        inForceAt = at;
        inForceOrder = order;
    }

    void became(List<ProcessDefinition> made) {
        for (var process : made) {
            files.stream()
                    .filter(file -> file.name.equals(process.getKey() + ".bpmn"))
                    .forEach(file -> file.version = process.getVersion());
        }
    }

    void end(State how, String by, Instant at) {
        state = how;
        endedBy = by;
        endedAt = at;
    }

    public long id() {
        return id;
    }

    public State state() {
        return state;
    }

    public String name() {
        return name;
    }

    public Optional<String> remark() {
        return Optional.ofNullable(remark);
    }

    public String preparedBy() {
        return preparedBy;
    }

    public Instant preparedAt() {
        return preparedAt;
    }

    public Optional<String> approvedBy() {
        return Optional.ofNullable(approvedBy);
    }

    public Optional<Instant> inForceAt() {
        return Optional.ofNullable(inForceAt);
    }

    /** Who withdrew it or rolled it back. */
    public Optional<String> endedBy() {
        return Optional.ofNullable(endedBy);
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /** The names of the files that it changes. */
    public List<String> fileNames() {
        return files.stream().map(file -> file.name).toList();
    }

    /** The processes of which it changes the diagram. */
    List<String> processes() {
        return files.stream()
                .filter(file -> file.name.endsWith(".bpmn"))
                .map(file -> file.name.substring(0, file.name.length() - ".bpmn".length()))
                .toList();
    }

    /** The version that this process became by it; empty: it does not change it, or nobody wrote that down yet. */
    Optional<Integer> version(String process) {
        return files.stream()
                .filter(file -> file.name.equals(process + ".bpmn"))
                .findFirst()
                .map(file -> file.version);
    }

    /** What was in force when it was prepared, of the files that it changes. */
    SortedMap<String, byte[]> before() {
        var before = new TreeMap<String, byte[]>();
        files.stream()
                .filter(file -> file.contentBefore != null)
                .forEach(file -> before.put(file.name, file.contentBefore));
        return before;
    }

    /** These files, with its changes. */
    SortedMap<String, byte[]> over(SortedMap<String, byte[]> present, SortedMap<String, byte[]> product) {
        var all = new TreeMap<>(present);
        for (var file : files) {
            var content = file.content == null ? product.get(file.name) : file.content;
            if (content == null) {
                all.remove(file.name);
            } else {
                all.put(file.name, content);
            }
        }
        return all;
    }
}
