package dev.brownout.api;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One running thing of a stack.
 *
 * @param id unique in the stack: lower-case letters, digits and hyphens
 * @param labels what it is, for selectors: {@code role=ledger}, {@code region=us-east-1} …
 * @param timings what it declares of its own caches, pools and limits
 * @param process what faults may do to its process
 * @param files the files that it reads while it runs
 * @param container what faults may do to its container; empty where it runs in none
 */
public record Component(
        String id,
        Map<String, String> labels,
        Timings timings,
        ProcessControl process,
        List<ConfigFile> files,
        Set<ContainerAbility> container)
        implements Target {

    /** Check the id, and that no file stands twice, and copy the rest. */
    public Component {
        Rules.id("component id", id);
        labels = Rules.sorted(labels);
        files = List.copyOf(files);
        container = Collections.unmodifiableSet(new TreeSet<>(container));
        var ids = new HashSet<String>();
        for (var file : files) {
            Rules.require(
                    ids.add(file.id()), "file %s of component %s must be declared once, but was twice", file.id(), id);
        }
    }

    /**
     * Describe a component of which neither process nor files nor container can be had.
     *
     * @param id unique in the stack
     * @param labels what it is
     * @param timings what it declares of its own caches, pools and limits
     */
    public Component(String id, Map<String, String> labels, Timings timings) {
        this(id, labels, timings, ProcessControl.NONE, List.of(), Set.of());
    }

    /**
     * Say what faults may do to its process.
     *
     * @param control what they may
     * @return a copy that says so
     */
    public Component withProcess(ProcessControl control) {
        return new Component(id, labels, timings, control, files, container);
    }

    /**
     * Say which files it reads while it runs.
     *
     * @param all the files
     * @return a copy with them
     */
    public Component withFiles(ConfigFile... all) {
        return new Component(id, labels, timings, process, List.of(all), container);
    }

    /**
     * Say what faults may do to its container.
     *
     * @param all what they may
     * @return a copy that says so
     */
    public Component withContainer(ContainerAbility... all) {
        return new Component(id, labels, timings, process, files, Set.of(all));
    }

    /**
     * Find a file.
     *
     * @param file its id; an empty string for the only one there is
     * @return the file; empty if there is none of that id, or none or several where none was named
     */
    public Optional<ConfigFile> file(String file) {
        if (file.isEmpty()) {
            return files.size() == 1 ? Optional.of(files.get(0)) : Optional.empty();
        }
        return files.stream().filter(f -> f.id().equals(file)).findFirst();
    }

    @Override
    public TargetKind kind() {
        return TargetKind.COMPONENT;
    }
}
