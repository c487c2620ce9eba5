package dev.brownout.faults.file;

import dev.brownout.api.Arguments;
import dev.brownout.api.ConfigFile.Format;

/**
 * A file in which a value is null (JSON, YAML) or blank (CSV, properties, text).
 *
 * @param touch which file, how, and for how long
 * @param field which; empty for the first
 */
public record NullFieldFault(Touch touch, String field) implements FileFault {
    static final String KIND = "file.null-field";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public byte[] bad(Format format, byte[] good) {
        var rows = Rows.of(format, good);
        return rows.with(rows.find(field), true);
    }

    @Override
    public boolean shows(Format format, byte[] good, byte[] now) {
        var before = Rows.of(format, good);
        var place = before.find(field);
        return Contents.typeOf(format, now, place).matches("null|missing")
                && !before.typeOf(place).equals("null");
    }

    /** Registers it. */
    public static final class Kind extends FileFaultKind<NullFieldFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "A value of a file is missing: null, or blank.",
                            "a value that is null or blank",
                            FIELD)
                    .withIncidents("gcp-service-control-2025-06-12", "cloudflare-waf-killswitch-2025-12-05"));
        }

        @Override
        public NullFieldFault create(Arguments arguments) {
            return new NullFieldFault(Touch.of(arguments), arguments.text("field"));
        }
    }
}
