package dev.brownout.faults.file;

import dev.brownout.api.Arguments;
import dev.brownout.api.ConfigFile.Format;

/**
 * A file of no bytes at all.
 *
 * @param touch which file, how, and for how long
 */
public record EmptyFault(Touch touch) implements FileFault {
    static final String KIND = "file.empty";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public byte[] bad(Format format, byte[] good) {
        return new byte[0];
    }

    @Override
    public boolean shows(Format format, byte[] good, byte[] now) {
        return now.length == 0 && good.length > 0;
    }

    /** Registers it. */
    public static final class Kind extends FileFaultKind<EmptyFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(KIND, "A file has no bytes.", "a file of 0 bytes")
                    .withIncidents("gcp-service-control-2025-06-12", "cloudflare-byoip-2026-02-20"));
        }

        @Override
        public EmptyFault create(Arguments arguments) {
            return new EmptyFault(Touch.of(arguments));
        }
    }
}
