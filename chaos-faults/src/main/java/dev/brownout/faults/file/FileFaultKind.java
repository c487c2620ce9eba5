package dev.brownout.faults.file;

import dev.brownout.api.Component;
import dev.brownout.api.ConfigFile;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.ProcessControl;
import dev.brownout.api.Reload;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the kinds of faults of a file have in common: everything but their parameters and their content. */
abstract class FileFaultKind<F extends FileFault> implements FaultKind<F> {
    /** Which value of a file is meant, for the faults of one. */
    static final Parameter FIELD = Parameter.text(
            "field",
            "",
            "which: a JSON pointer (JSON, YAML), a column (CSV), a key (properties), a line's first word (text); if left"
                    + " out, the first value of a row that is no text, or the first");

    private final FaultDescription description;

    FileFaultKind(FaultDescription description) {
        this.description = description;
    }

    /** Describe a fault of a file; its own parameters stand between the file and the way of writing. */
    static FaultDescription describe(String name, String summary, String seen, Parameter... own) {
        var all = new ArrayList<>(List.of(Touch.FILE));
        all.addAll(Arrays.asList(own));
        all.addAll(List.of(Touch.WRITE, Touch.LIFE));
        return FaultDescription.of(name, TargetKind.COMPONENT, summary)
                .withParameters(all.toArray(Parameter[]::new))
                .withSymptom("component", seen + "; what it makes of it is its own")
                .withSymptom("its neighbours", "nothing, as long as it keeps its last good file")
                .withWitness(
                        "the file as the component reads it, and the component's own word that it tried to load it");
    }

    @Override
    public final FaultDescription description() {
        return description;
    }

    @Override
    public Optional<String> refusal(F fault, Target target, Stack stack) {
        var component = (Component) target;
        var ids = component.files().stream().map(ConfigFile::id).toList();
        var named = fault.touch().file();
        var found = component.file(named);
        if (found.isEmpty()) {
            return Optional.of(name() + " cannot be done to " + component.id() + ", because "
                    + (ids.isEmpty()
                            ? "it declares no files; declare one with Component.withFiles and place it"
                                    + " (FaultPlane.place)"
                            : "file must be one of " + ids + ", but was \"" + named + "\""));
        }
        return found.flatMap(file -> refusal(component, file));
    }

    private Optional<String> refusal(Component component, ConfigFile file) {
        var what = name() + " cannot be done to " + file.id() + " of " + component.id() + ", because ";
        if (file.evidence().isEmpty()) {
            return Optional.of(what + "nothing would show that it was loaded; declare a LoadEvidence for it");
        }
        boolean needsReader =
                file.reload().way() != Reload.Way.WATCH && file.reload().way() != Reload.Way.COMMAND;
        if (component.process() != ProcessControl.NONE || component.container().contains(ContainerAbility.FILES)) {
            return Optional.empty();
        }
        if (!component.container().isEmpty()) {
            return Optional.of(
                    what + "its stack declares container " + component.container()
                            + " for it; declare ContainerAbility.FILES and attach its container to the plane (FaultPlane.attach)");
        }
        return needsReader
                ? Optional.of(
                        what + "it is reloaded by " + file.reload().way() + " and the component declares no process;"
                                + " declare ProcessControl.PAUSE or RESTART and attach it (FaultPlane.attach)")
                : Optional.empty();
    }

    /** One file holds one content; a process that is down or paused loads none. */
    @Override
    public boolean conflictsWith(F fault, Fault other) {
        if (other instanceof FileFault another) {
            var mine = fault.touch().file();
            var theirs = another.touch().file();
            return mine.isEmpty() || theirs.isEmpty() || mine.equals(theirs);
        }
        return other.kind().startsWith("process.");
    }

    /** Between two bad contents the good one is no sign that the fault is gone. */
    @Override
    public Duration removalLag(F fault, Target target, Stack stack) {
        return fault.goodFor();
    }

    @Override
    public Injection inject(F fault, Target target, InjectionContext context) {
        return context.plane().part(FilePlane.class).inject(fault, (Component) target, context.ledger());
    }

    @Override
    public Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context) {
        return context.plane()
                .part(FilePlane.class)
                .file((Component) target, fault.touch().file())
                .witness()
                .measure(fault);
    }
}
