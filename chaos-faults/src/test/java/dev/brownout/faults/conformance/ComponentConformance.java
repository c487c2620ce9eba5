package dev.brownout.faults.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brownout.api.Component;
import dev.brownout.api.ConfigFile.Format;
import dev.brownout.api.LoadEvidence;
import dev.brownout.api.Reload;
import dev.brownout.api.Target;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/** Faults of a component's process or file, measured by a neighbour. */
abstract class ComponentConformance extends FaultConformance {
    private final Component neighbour = new Component("gateway", Map.of(), Timings.NONE);
    private final Component edge = FeatureComponent.describe(format(), reload(), evidence());
    private Optional<FeatureComponent> running = Optional.empty();
    private String before = "";

    ComponentConformance(String kind, Map<String, ?> arguments) {
        super(kind, arguments);
    }

    /** How its file is written. */
    protected Format format() {
        return Format.JSON;
    }

    /** What makes it read its file. */
    protected Reload reload() {
        return Reload.watch();
    }

    /** By what it shows that it did. */
    protected LoadEvidence evidence() {
        return LoadEvidence.status("/status", "/features");
    }

    @Override
    protected Component victim() {
        return neighbour;
    }

    @Override
    protected Target target() {
        return edge;
    }

    @Override
    protected String exposed() {
        return edge.id();
    }

    @Override
    protected void prepare(LocalPlane plane) throws IOException {
        var mode = reload().way() == Reload.Way.WATCH ? "watch" : "asked";
        var component = FeatureComponent.start(plane, edge, mode);
        running = Optional.of(component);
        before = Files.readString(component.features());
    }

    @Override
    protected void dismantle() {
        running.ifPresent(component -> {
            try (component;
                    var backups = Files.exists(component.directory().resolve("backups"))
                            ? Files.list(component.directory().resolve("backups"))
                            : java.util.stream.Stream.<java.nio.file.Path>empty()) {
                assertThat(Files.readString(component.features())).isEqualTo(before);
                assertThat(backups).isEmpty();
                assertThat(component.process().pid()).isPresent();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Override
    protected void victimWorks(VictimJvm victim) {
        try {
            var connection = (HttpURLConnection) URI.create("http://127.0.0.1:"
                            + running.orElseThrow()
                                    .process()
                                    .served()
                                    .orElseThrow()
                                    .address()
                                    .getPort() + "/healthz")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(200);
            connection.setReadTimeout(200);
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            // refused, cut or silent: the fault was met
        }
    }
}
