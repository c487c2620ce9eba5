package dev.brownout.faults.dns;

import dev.brownout.api.Fault;
import dev.brownout.api.Vantage.DnsReading;
import dev.brownout.api.Vantage.LookupReading;
import dev.brownout.faults.decide.Decisions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the faults on a name have in common. */
interface DnsFault extends Fault {

    /** How a witness asks on the wire: at most so often, so long apart, until the fault shows. */
    record Tries(int most, Duration apart) {}

    /**
     * Tell which questions it hits.
     *
     * @return the share and the names
     */
    Reach reach();

    /**
     * Tell whether it answers by itself. Those that do not change what the faults that do, or the healthy server, answer,
     * whatever the order in which they were injected.
     *
     * @return true for an answer of its own
     */
    default boolean replaces() {
        return true;
    }

    /**
     * Decide a question by something other than the ratio.
     *
     * @param question a question about a name that it covers
     * @param inPlace for how long the fault has been in place
     * @return whether it is hit; empty to have the ratio decide
     */
    default Optional<Boolean> decided(DnsQuestion question, Duration inPlace) {
        return Optional.empty();
    }

    /**
     * Say why it cannot be done to a name as that is published.
     *
     * @param name the name
     * @param published what is published; empty for a name that is forwarded
     * @return the reason and what to do; empty when it can be done
     */
    default Optional<String> impossible(String name, Optional<Published> published) {
        return Optional.empty();
    }

    /**
     * Answer a question that was hit.
     *
     * @param hit the question, and what to work with
     * @return the reply
     */
    CompletionStage<DnsReply> answer(DnsHit hit);

    /**
     * Tell whether another kind of fault can be in place with it, both hitting everything, and both are seen.
     *
     * @param other a fault of another kind
     * @return false where one hides the other
     */
    default boolean goesWith(DnsFault other) {
        return false;
    }

    /**
     * Recognise the fault on the wire.
     *
     * @param reading one answer
     * @param published what the stack published of the name; empty when it did not
     * @return whether it is as this fault makes it
     */
    boolean shows(DnsReading reading, Optional<Published> published);

    /**
     * Tell whether a look-up that was not answered from a cache tells the fault from health, each time.
     *
     * @return false for a fault that only the wire shows
     */
    default boolean lookupTells() {
        return true;
    }

    /**
     * Recognise the fault in a look-up. Not called where a look-up does not tell.
     *
     * @param lookup what the victim's resolver told
     * @param published what the stack published of the name; empty when it did not
     * @return whether it is as this fault makes it
     */
    default boolean shows(LookupReading lookup, Optional<Published> published) {
        return !lookup.found();
    }

    /**
     * Tell what a victim's cache holds of it after its removal.
     *
     * @return true for addresses, false for their absence
     */
    default boolean leavesAddresses() {
        return false;
    }

    /**
     * Tell how often to ask until a hit is certain.
     *
     * @return once where every question is hit
     */
    default Tries tries() {
        return new Tries(reach().ratio() < 1 ? Decisions.window(reach().ratio()) : 1, Duration.ZERO);
    }

    /**
     * Tell how many answers of one measurement must show the fault, one after the other: more than one where a machine that
     * stalls makes one look like it.
     *
     * @return at least 1, at most the tries
     */
    default int inARow() {
        return 1;
    }
}
