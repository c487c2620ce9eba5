package dev.brownout.junit;

import dev.brownout.api.Arguments;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.scenarios.format.Nearest;
import dev.brownout.scenarios.play.LiveFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Checks the faults that a test declares against the kinds and the stack there are, before anything is touched. Immutable. */
final class DeclaredFaults {
    private final FaultRegistry kinds;
    private final Stack stack;

    DeclaredFaults(FaultRegistry kinds, Stack stack) {
        this.kinds = kinds;
        this.stack = stack;
    }

    /**
     * Find and check what holds for a test.
     *
     * @param context the test's
     * @param kinds those there are, asked only if a fault is declared
     * @param stack is asked only if a fault is declared
     * @return what is to be put in place, in order
     * @throws BrownoutException if something declared is wrong; the message quotes the annotation
     */
    static List<LiveFaults.Use> of(ExtensionContext context, Supplier<FaultRegistry> kinds, Supplier<Stack> stack) {
        var declarations = FaultAnnotations.of(context);
        return declarations.isEmpty()
                ? List.of()
                : new DeclaredFaults(kinds.get(), stack.get())
                        .check(declarations).stream()
                                .map(use -> new LiveFaults.Use(
                                        use.kind().name(),
                                        use.target(),
                                        use.arguments().values(),
                                        use.exposureOptional()))
                                .toList();
    }

    /**
     * A declared fault that can be put in place.
     *
     * @param quote the annotation and where it stands, for messages
     * @param kind its kind
     * @param target what to do it to
     * @param arguments its checked parameters
     * @param exposureOptional whether it need not be met
     */
    record Use(String quote, FaultKind<?> kind, Target target, Arguments arguments, boolean exposureOptional) {}

    /**
     * Check declared faults.
     *
     * @param declarations what was found by {@link FaultAnnotations}
     * @return what is to be put in place, in their order
     * @throws BrownoutException at the first that is wrong; the message quotes the annotation
     */
    List<Use> check(List<Declaration> declarations) {
        var uses = new ArrayList<Use>();
        for (var declaration : declarations) {
            var use = check(declaration);
            for (var other : uses) {
                if (other.target().equals(use.target())
                        && kinds.contradict(
                                use.kind().name(), use.arguments(), other.kind().name(), other.arguments())) {
                    throw new BrownoutException(use.quote() + " contradicts " + other.quote() + ": both are done to "
                            + use.target().id() + "; keep one of them");
                }
            }
            uses.add(use);
        }
        return uses;
    }

    private Use check(Declaration declaration) {
        var kind = kinds.find(declaration.kind())
                .orElseThrow(() -> declaration.wrong(
                        Optional.empty(),
                        "fault kind must be registered, but \"" + declaration.kind() + "\" is not; "
                                + Nearest.hint(
                                        declaration.kind(),
                                        kinds.kinds().stream()
                                                .map(FaultKind::name)
                                                .toList())));
        return check(declaration, kind);
    }

    private <F extends Fault> Use check(Declaration declaration, FaultKind<F> kind) {
        try {
            var arguments = Arguments.of(kind.parameters(), declaration.given());
            F fault = kind.create(arguments);
            var target = target(declaration, kind);
            kind.refusal(fault, target, stack).ifPresent(why -> {
                throw new BrownoutException(why);
            });
            return new Use(
                    declaration.quote(Optional.of(kind)), kind, target, arguments, declaration.exposureOptional());
        } catch (InvalidFaultException e) {
            throw declaration.wrong(Optional.of(kind), attribute(e, declaration));
        } catch (BrownoutException e) {
            throw declaration.wrong(Optional.of(kind), String.valueOf(e.getMessage()));
        }
    }

    private Target target(Declaration declaration, FaultKind<?> kind) {
        var attribute = kind.target().name().toLowerCase(Locale.ROOT);
        var id = declaration.on().get(attribute);
        if (id == null || declaration.on().size() > 1) {
            throw new BrownoutException(attribute + " must be given and nothing else, as " + kind.name()
                    + " takes hold of a " + attribute + ", but given was "
                    + (declaration.on().isEmpty()
                            ? "nothing"
                            : String.join(" and ", declaration.on().keySet())));
        }
        TargetReference reference = switch (kind.target()) {
            case LINK -> Targets.link(id);
            case NAME -> Targets.name(id);
            case COMPONENT -> Targets.component(id);
        };
        return reference.in(stack);
    }

    /** Messages name the parameter; whoever wrote an annotation knows the attribute. */
    private static String attribute(InvalidFaultException e, Declaration declaration) {
        var attribute = Declaration.camel(e.parameter());
        var message = String.valueOf(e.getMessage());
        return declaration.written().containsKey(attribute) && message.startsWith(e.parameter() + " ")
                ? attribute + message.substring(e.parameter().length())
                : message;
    }
}
