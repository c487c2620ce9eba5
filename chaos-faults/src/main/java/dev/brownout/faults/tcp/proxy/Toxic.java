package dev.brownout.faults.tcp.proxy;

import dev.brownout.faults.tcp.toxic.Attributes;
import dev.brownout.faults.tcp.toxic.Door;
import dev.brownout.faults.tcp.toxic.Ramp;
import dev.brownout.faults.tcp.toxic.ToxicType;

/**
 * A toxic of a proxy, as it is set now. Two are the same toxic when they share their {@code exposure}, whatever has been
 * changed on it since.
 *
 * @param name unique on its proxy
 * @param type what it does
 * @param stream the direction as the client wrote it
 * @param direction the direction
 * @param toxicity the share of connections it acts on: 0 or less none, 1 or more all
 * @param attributes its attributes
 * @param since when it was added, in ns of {@link System#nanoTime}
 * @param exposure what it has done so far
 */
public record Toxic(
        String name,
        ToxicType type,
        String stream,
        Direction direction,
        float toxicity,
        Attributes attributes,
        long since,
        Exposure exposure) {

    /**
     * Change what can be changed.
     *
     * @param newToxicity the new share
     * @param newAttributes the new attributes
     * @return the same toxic with these
     */
    public Toxic with(float newToxicity, Attributes newAttributes) {
        return new Toxic(name, type, stream, direction, newToxicity, newAttributes, since, exposure);
    }

    /** How it grows. */
    Ramp ramp() {
        return new Ramp(since, attributes.nanos(Attributes.RAMP));
    }

    /** What it makes of the listening socket. */
    Door door() {
        return toxicity > 0 ? type.door(attributes) : Door.OPEN;
    }

    boolean isSame(Toxic other) {
        return exposure == other.exposure;
    }
}
