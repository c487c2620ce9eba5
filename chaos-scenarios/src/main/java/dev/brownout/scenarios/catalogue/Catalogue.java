package dev.brownout.scenarios.catalogue;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Scenario;
import dev.brownout.scenarios.format.Nearest;
import dev.brownout.scenarios.format.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The documented outages that come with Brownout, as resources {@code catalogue/<id>.yaml}. Thread safe. */
public final class Catalogue {
    private final ScenarioReader reader;

    /**
     * Open the catalogue.
     *
     * @param reader reads its files
     */
    public Catalogue(ScenarioReader reader) {
        this.reader = reader;
    }

    /**
     * List the outages.
     *
     * @return their ids, in order; never empty
     */
    public static List<String> ids() {
        return new String(resource("index.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(l -> !l.isBlank())
                .toList();
    }

    /**
     * Read an outage.
     *
     * @param id one of {@link #ids}
     * @param variables values for its variables, by name
     * @return the scenario
     * @throws BrownoutException if there is none of that id; the message suggests the nearest
     */
    public Scenario read(String id, Map<String, String> variables) {
        if (!ids().contains(id)) {
            throw new BrownoutException("unknown outage \"" + id + "\"; " + Nearest.hint(id, ids())
                    + " (a file of your own needs its path, such as ./" + id + ".yaml)");
        }
        return reader.read("catalogue/" + id + ".yaml", resource(id + ".yaml"), variables);
    }

    /**
     * Give an outage's file.
     *
     * @param id one of {@link #ids}
     * @return its bytes
     */
    public static byte[] bytes(String id) {
        return resource(id + ".yaml");
    }

    private static byte[] resource(String name) {
        try (var in = Catalogue.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new BrownoutException("the catalogue must hold " + name + ", but does not");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
