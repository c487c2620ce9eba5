package dev.brownout.faults.container;

import dev.brownout.api.Arguments;
import dev.brownout.api.ContainerAbility;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import java.util.Locale;
import java.util.Optional;

/** How a zone or a region is lost. A closed set. */
public enum How {
    /** Its containers are killed, and started again. */
    POWER,
    /** Its containers run on, off all their networks. */
    NETWORK;

    static final Parameter PARAMETER = Parameter.text(
            "how",
            "power",
            "by power: containers are killed and started again; by network: they run on without network");

    /** Read it. */
    static How of(Arguments arguments) {
        var word = arguments.text("how");
        return switch (word) {
            case "power" -> POWER;
            case "network" -> NETWORK;
            default -> throw new InvalidFaultException("how", "how must be power or network, but was \"" + word + "\"");
        };
    }

    /** Begin the description of a fault that is done in either way. */
    static FaultDescription describe(String name, String summary) {
        return ContainerFaultKind.describe(name, summary)
                .withSymptom(
                        "host, by docker inspect", "power: the container does not run; network: it runs, on no network")
                .withSymptom("same network", "time-out, after 3 s no route to host; aliases are gone")
                .withSymptom("host, at a published port", "connection refused: Docker's proxy is gone with it");
    }

    ContainerAbility needed() {
        return this == POWER ? ContainerAbility.LIFECYCLE : ContainerAbility.NETWORKS;
    }

    HeldContainer.Hold hold(HeldContainer container) {
        return this == POWER ? container.down(Optional.empty()) : container.off();
    }

    Measurement measure(ContainerWitness witness) {
        var sight = witness.look();
        return new Measurement(this == POWER ? sight.down() : sight.off(), sight.serves(), sight.toString());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
