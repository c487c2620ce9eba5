package dev.brownout.junit;

import dev.brownout.api.FaultPlane;
import dev.brownout.api.Probe;
import dev.brownout.api.RunningStack;
import dev.brownout.api.Stack;
import dev.brownout.api.StackProvider;
import dev.brownout.api.Workload;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A stack that runs for somebody else, on planes that are open: a run that ends stops nothing of it. */
record HeldStack(StackProvider provider, Supplier<RunningStack> running) implements StackProvider {
    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public Map<String, String> variants() {
        return provider.variants();
    }

    @Override
    public Stack describe(String variant, Map<String, String> options) {
        return provider.describe(variant, options);
    }

    @Override
    public RunningStack start(Stack stack, FaultPlane plane, Path directory) {
        return new Held(running.get());
    }

    private record Held(RunningStack stack) implements RunningStack {
        @Override
        public Map<String, Probe> probes() {
            return stack.probes();
        }

        @Override
        public Optional<Workload> workload(long seed) {
            return stack.workload(seed);
        }

        @Override
        public void onUnexpectedExit(Consumer<Exit> listener) {
            stack.onUnexpectedExit(listener);
        }

        @Override
        public void close() {
            // its owner does
        }
    }
}
