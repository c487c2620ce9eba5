package dev.brownout.faults.soak;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What the live heap consists of, so that a soak that keeps something says what.
 *
 * @param bytes class to the bytes of its instances
 */
record Histogram(Map<String, Long> bytes) {
    private static final int MOST = 12;

    static Histogram now() {
        try {
            var text = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            var bytes = new HashMap<String, Long>();
            // "   1:        101234        8123456  [B (java.base@17)"
            text.lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(f -> f.length >= 4 && f[0].endsWith(":"))
                    .forEach(f -> bytes.merge(f[3], Long.parseLong(f[2]), Long::sum));
            return new Histogram(bytes);
        } catch (JMException e) {
            throw new IllegalStateException("the JVM must tell its histogram, but does not", e);
        }
    }

    /** The classes whose instances grew most. */
    String since(Histogram before) {
        return bytes.entrySet().stream()
                .map(e -> Map.entry(e.getKey(), e.getValue() - before.bytes.getOrDefault(e.getKey(), 0L)))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .map(e -> String.format(Locale.ROOT, "%+d kB %s", e.getValue() / 1000, e.getKey()))
                .collect(Collectors.joining(", "));
    }
}
