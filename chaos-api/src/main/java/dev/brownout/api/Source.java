package dev.brownout.api;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a fact of a scenario comes from.
 *
 * @param title as published
 * @param url where it is published; empty when it has no stable address
 * @param kind how close to the event its author stands
 */
public record Source(String title, Optional<URI> url, Kind kind) {

    /** How close to the event a source stands. A closed set. */
    public enum Kind {
        /** By the provider or the victim itself. */
        OFFICIAL,
        /** Measured from outside by a third party. */
        MEASUREMENT,
        /** Somebody's account of others' reports. */
        SECONDARY;

        /**
         * Write the kind as files do.
         *
         * @return the name in lower case
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
