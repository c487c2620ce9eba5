package dev.brownout.examples.exchange.edge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process, as the proxy of 18 November 2025 did whose feature file had grown over its limit of 200: an error that
 * nobody had thought of was unwrapped and not handled.
 */
final class FatalFeatures implements BadFeatures {
    private static final Logger LOG = LoggerFactory.getLogger(FatalFeatures.class);
    /** What a program of Rust exits with when it panics. */
    private static final int PANIC = 101;

    @Override
    public void met(String problem) {
        LOG.error("called unwrap on an error: {}", problem);
        Runtime.getRuntime().halt(PANIC);
    }
}
