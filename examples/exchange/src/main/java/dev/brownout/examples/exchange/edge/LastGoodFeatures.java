package dev.brownout.examples.exchange.edge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the last good features and says so. */
final class LastGoodFeatures implements BadFeatures {
    private static final Logger LOG = LoggerFactory.getLogger(LastGoodFeatures.class);

    @Override
    public void met(String problem) {
        LOG.warn("the last good features stay in use: {}", problem);
    }
}
