package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Link;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.scenarios.format.Nearest;
import java.util.List;

/** Says what a fault is to be done to. The words are looked up in the stack when the fault is put in place. */
public final class Targets {
    private Targets() {}

    /**
     * Something that a fault is done to, in words.
     *
     * @param kind link, name or component
     * @param words a link's id or {@code FROM → TO}, a host name, a component's id
     * @param from the component at which the link begins; empty where it is named by its id
     */
    public record Reference(TargetKind kind, String words, String from) {
        /**
         * Look it up.
         *
         * @param stack the stack
         * @return the target
         * @throws BrownoutException if the stack has none, or several; it lists those there are
         */
        public Target in(Stack stack) {
            var found = stack.targets(kind).stream().filter(this::names).toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            var what = kind.name().toLowerCase(java.util.Locale.ROOT);
            List<String> ids = stack.targets(kind).stream().map(Target::id).toList();
            throw new BrownoutException(
                    found.isEmpty()
                            ? "there must be a " + what + " " + this + " in stack " + stack.id() + ", but "
                                    + (ids.isEmpty()
                                            ? "it has no " + what
                                            : "there " + (ids.size() == 1 ? "is only " : "are ")
                                                    + String.join(", ", ids) + "; " + Nearest.hint(words, ids))
                            : what + " must be named by its id where several links end at a component, but " + this
                                    + " may be any of "
                                    + found.stream().map(Target::id).toList());
        }

        private boolean names(Target target) {
            if (target.id().equals(words) && from.isEmpty()) {
                return true;
            }
            return target instanceof Link link
                    && link.to().equals(words)
                    && (from.isEmpty() || link.from().equals(from));
        }

        @Override
        public String toString() {
            return "\"" + (from.isEmpty() ? words : from + " → " + words) + "\"";
        }
    }

    /**
     * Name a link.
     *
     * @param id its id, or the component at its end where only one link ends there
     * @return what a fault of a link can be done to
     */
    public static Reference link(String id) {
        return new Reference(TargetKind.LINK, id, "");
    }

    /**
     * Name a link by its ends.
     *
     * @param from the component at which it begins
     * @param to the component at which it ends
     * @return what a fault of a link can be done to
     */
    public static Reference link(String from, String to) {
        return new Reference(TargetKind.LINK, to, from);
    }

    /**
     * Name a host name.
     *
     * @param host the name
     * @return what a fault of a name can be done to
     */
    public static Reference name(String host) {
        return new Reference(TargetKind.NAME, host, "");
    }

    /**
     * Name a component.
     *
     * @param id its id
     * @return what a fault of a component can be done to
     */
    public static Reference component(String id) {
        return new Reference(TargetKind.COMPONENT, id, "");
    }
}
