package dev.brownout.junit;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Link;
import dev.brownout.api.Name;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.scenarios.format.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Names something of a stack that a fault can be done to, before the stack is there. Made by {@link Targets}. Immutable. */
public sealed interface TargetReference {

    /**
     * Look it up.
     *
     * @param stack where to look
     * @return what is meant
     * @throws BrownoutException if the stack has none such, or several; the message lists those there are
     */
    Target in(Stack stack);

    /**
     * A link.
     *
     * @param from the component that connects; empty where {@code to} says it all
     * @param to the component that is connected to, or, where {@code from} is empty, the link's id
     */
    record ToLink(String from, String to) implements TargetReference {
        @Override
        public Link in(Stack stack) {
            if (from.isEmpty()) {
                var named =
                        stack.links().stream().filter(l -> l.id().equals(to)).findFirst();
                return named.orElseGet(() -> only(stack, l -> l.to().equals(to), "\"" + to + "\"", to));
            }
            return only(
                    stack,
                    l -> l.from().equals(from) && l.to().equals(to),
                    "from \"" + from + "\" to \"" + to + "\"",
                    from + "-to-" + to);
        }

        private static Link only(Stack stack, Predicate<Link> wanted, String words, String id) {
            var found = stack.links().stream().filter(wanted).toList();
            if (found.size() > 1) {
                throw new BrownoutException("link must be one link, but " + words + " stands for "
                        + found.stream().map(Link::id).toList() + "; name one of them by its id");
            }
            if (found.isEmpty()) {
                throw unknown("link", words, id, stack.links(), stack);
            }
            return found.get(0);
        }
    }

    /**
     * A host name.
     *
     * @param host the name, in any case
     */
    record ToName(String host) implements TargetReference {
        @Override
        public Name in(Stack stack) {
            return find("name", host.toLowerCase(Locale.ROOT), stack.names(), stack);
        }
    }

    /**
     * A component.
     *
     * @param id its id
     */
    record ToComponent(String id) implements TargetReference {
        @Override
        public Component in(Stack stack) {
            return find("component", id, stack.components(), stack);
        }
    }

    private static <T extends Target> T find(String what, String id, List<T> all, Stack stack) {
        return all.stream()
                .filter(t -> t.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(what, "\"" + id + "\"", id, all, stack));
    }

    private static BrownoutException unknown(
            String what, String words, String id, List<? extends Target> all, Stack stack) {
        var ids = all.stream().map(Target::id).toList();
        if (ids.isEmpty()) {
            return new BrownoutException(
                    what + " must be one of the stack's, but was " + words + ", and " + stack.id() + " has no " + what);
        }
        return new BrownoutException(what + " must be one of " + ids + ", but was " + words
                + Nearest.to(id, ids).map(n -> "; did you mean \"" + n + "\"?").orElse(""));
    }
}
