package dev.brownout.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What there is to know about a {@link FaultKind} without doing it: lists, the scenario schema, the reference and error
 * messages are made from it. Immutable; each {@code with…} method gives a changed copy.
 *
 * <pre>{@code
 * FaultDescription.of("dns.nxdomain", TargetKind.NAME, "The name does not exist.")
 *         .withParameters(RATIO, NEGATIVE_TTL)
 *         .withSymptom("query on the wire", "NXDOMAIN, a SOA with the chosen negative TTL")
 *         .withWitness("a query on the wire and a look-up as the victim does it")
 *         .withExample(Map.of("negative-ttl", "5s"));
 * }</pre>
 *
 * @param name {@code plane.fault} in kebab-case, unique: as scenario files name it
 * @param target where it takes hold
 * @param summary what goes wrong, in a sentence
 * @param parameters what can be chosen; empty when there is nothing to choose
 * @param symptoms vantage point (in words) to what is seen there, in order
 * @param witness how its effect is measured, in a sentence
 * @param incidents documented outages that need it, by their ids; empty when none of the catalogue's dossier does
 * @param example arguments that make a fault of this kind that can be seen on any target it can be done to, as they would
 *     be written; empty where the defaults do
 */
public record FaultDescription(
        String name,
        TargetKind target,
        String summary,
        List<Parameter> parameters,
        Map<String, String> symptoms,
        String witness,
        List<String> incidents,
        Map<String, String> example) {

    /** Copy the lists and check the name and the example. */
    public FaultDescription {
        Rules.require(
                name.matches("[a-z][a-z0-9]*\\.[a-z0-9]+(-[a-z0-9]+)*"),
                "fault kind must be named plane.fault in lower-case letters, digits and hyphens, but was \"%s\"",
                name);
        parameters = List.copyOf(parameters);
        symptoms = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(symptoms));
        incidents = List.copyOf(incidents);
        example = Rules.sorted(example);
    }

    /**
     * Begin a description: no parameters, no symptoms, nothing else yet.
     *
     * @param name {@code plane.fault}
     * @param target where it takes hold
     * @param summary what goes wrong, in a sentence
     * @return the description so far
     */
    public static FaultDescription of(String name, TargetKind target, String summary) {
        return new FaultDescription(name, target, summary, List.of(), Map.of(), "", List.of(), Map.of());
    }

    /**
     * Say what can be chosen.
     *
     * @param all the parameters, in the order in which they are told to people
     * @return a copy with them
     */
    public FaultDescription withParameters(Parameter... all) {
        return new FaultDescription(name, target, summary, Arrays.asList(all), symptoms, witness, incidents, example);
    }

    /**
     * Say what is seen from one more vantage point.
     *
     * @param vantage the vantage point in words
     * @param symptom what is seen there
     * @return a copy with it
     */
    public FaultDescription withSymptom(String vantage, String symptom) {
        var all = new LinkedHashMap<>(symptoms);
        all.put(vantage, symptom);
        return new FaultDescription(name, target, summary, parameters, all, witness, incidents, example);
    }

    /**
     * Say how its effect is measured.
     *
     * @param how a sentence
     * @return a copy with it
     */
    public FaultDescription withWitness(String how) {
        return new FaultDescription(name, target, summary, parameters, symptoms, how, incidents, example);
    }

    /**
     * Name documented outages that need it.
     *
     * @param ids ids of outages
     * @return a copy with them
     */
    public FaultDescription withIncidents(String... ids) {
        return new FaultDescription(name, target, summary, parameters, symptoms, witness, List.of(ids), example);
    }

    /**
     * Give arguments that make a fault that can be seen.
     *
     * @param arguments parameter name to value, as written
     * @return a copy with them
     */
    public FaultDescription withExample(Map<String, String> arguments) {
        return new FaultDescription(name, target, summary, parameters, symptoms, witness, incidents, arguments);
    }
}
