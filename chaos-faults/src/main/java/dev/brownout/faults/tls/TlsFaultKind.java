package dev.brownout.faults.tls;

import dev.brownout.api.Fault;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.ServerCertificate;
import dev.brownout.api.Vantage.TlsOutcome;
import dev.brownout.api.Vantage.TlsReading;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.tcp.TcpPlane;
import dev.brownout.faults.tcp.Tries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the kinds of faults of a link's handshakes have in common: everything but their parameters, their answer to a
 * ClientHello, and how it is recognised.
 */
abstract class TlsFaultKind<F extends TlsFault> implements FaultKind<F> {
    static final Parameter RATIO = Parameter.ratio("ratio", "1", "the share of handshakes, in whole percents");

    /** How long no answer is silence; a handshake that is only slow is told apart from it. */
    private static final Duration SILENCE = Duration.ofMillis(1_500);

    private static final Duration DEADLINE = Duration.ofSeconds(3);

    /** Where nobody gets as far as a handshake. */
    private static final Set<String> BELOW = Set.of("tcp.refuse", "tcp.blackhole", "tcp.half-open");

    private final FaultDescription description;

    TlsFaultKind(FaultDescription description) {
        this.description = description;
    }

    /** Begin the description of a fault of handshakes. */
    static FaultDescription describe(String name, String summary) {
        return FaultDescription.of(name, TargetKind.LINK, summary)
                .withSymptom(
                        "victim with an established session",
                        "nothing; with sessions=cut a reset, then what a new one meets")
                .withWitness(
                        "a handshake by the JDK's TLS inside the victim's JVM: its outcome or alert, the certificate"
                                + " shown, and whether the JVM's standard trust store and the host name accept it");
    }

    @Override
    public final FaultDescription description() {
        return description;
    }

    @Override
    public Optional<String> refusal(F fault, Target target, Stack stack) {
        var link = (Link) target;
        if (!link.protocol().isTls()) {
            return Optional.of(name() + " needs a link that speaks TLS, but " + link.id() + " speaks "
                    + link.protocol().name().toLowerCase(Locale.ROOT)
                    + "; choose another link, or declare it as tls or https1 and have the victim connect by TLS");
        }
        return fault.needsTrust() && !TlsLink.of(link).trusted()
                ? Optional.of(name() + " cannot be told from health on link " + link.id() + ", because " + link.from()
                        + " does not trust the plane's root and refuses every certificate; give it the root"
                        + " (-Djavax.net.ssl.trustStore=…, as TestRoot.writeTrustStore writes it) and add the label "
                        + TlsLink.TRUST + "=plane to the link: Link.with(\"" + TlsLink.TRUST + "\", \"plane\")")
                : Optional.empty();
    }

    /**
     * Two faults that each hit only a share may share a link; with one that hits every handshake the other is never seen, nor
     * is anything that needs a session, where no handshake is completed.
     */
    @Override
    public boolean conflictsWith(F fault, Fault other) {
        boolean all = Decisions.window(fault.ratio()) == 1;
        if (other instanceof TlsFault tls) {
            return all || Decisions.window(tls.ratio()) == 1;
        }
        boolean http = other.kind().startsWith("http.") || other.kind().startsWith("ws.");
        boolean unanswered =
                fault.answer() instanceof HelloAnswer.Silence || fault.answer() instanceof HelloAnswer.Reset;
        return BELOW.contains(other.kind())
                || (http && all && !(fault.answer() instanceof HelloAnswer.Certificate))
                || (other.kind().startsWith("tcp.") && unanswered);
    }

    @Override
    public Injection inject(F fault, Target target, InjectionContext context) {
        return context.plane().part(TlsPlane.class).inject((Link) target, context.id(), fault);
    }

    @Override
    public Measurement measure(F fault, Target target, Vantage vantage, InjectionContext context) {
        var link = (Link) target;
        var address = context.plane().open(link);
        var name = TlsLink.of(link).verifiedName();
        var deadline = fault.answer() instanceof HelloAnswer.Silence ? SILENCE : DEADLINE;
        return context.plane()
                .part(TcpPlane.class)
                .witnessing(
                        link,
                        () -> judge(
                                fault,
                                Tries.run(
                                        Decisions.window(fault.ratio()),
                                        Tries.AT_ONCE,
                                        () -> vantage.handshake(address, name, deadline),
                                        readings -> readings.stream().anyMatch(r -> fault.shows(r, Instant.now())))));
    }

    private static Measurement judge(TlsFault fault, List<TlsReading> readings) {
        var now = Instant.now();
        long hits = readings.stream().filter(r -> fault.shows(r, now)).count();
        boolean well = readings.stream().allMatch(r -> isWell(r, fault.needsTrust()));
        var seen = readings.stream()
                .collect(Collectors.groupingBy(TlsFaultKind::words, TreeMap::new, Collectors.counting()));
        return new Measurement(
                hits > 0, hits == 0 && well, readings.size() + " tries: " + hits + " showed it; handshakes: " + seen);
    }

    private static boolean isWell(TlsReading reading, boolean trustMatters) {
        return reading.outcome() == TlsOutcome.COMPLETED
                && (!trustMatters
                        || reading.certificate()
                                .filter(ServerCertificate::named)
                                .isPresent());
    }

    private static String words(TlsReading reading) {
        var certificate = reading.certificate()
                .map(c -> c.named()
                        ? ", accepted"
                        : ", not accepted: " + c.complaint() + ", " + c.notBefore() + " to " + c.notAfter() + ", for "
                                + c.names())
                .orElse("");
        return (reading.outcome() + " " + reading.version() + reading.detail()).strip() + certificate;
    }

    /** Tell whether a certificate was shown that the victim does not accept. */
    static Optional<ServerCertificate> refused(TlsReading reading) {
        return reading.certificate().filter(c -> reading.outcome() == TlsOutcome.COMPLETED && !c.named());
    }

    /** Tell whether a certificate's time is now. */
    static boolean isCurrent(ServerCertificate certificate, Instant now) {
        return !now.isBefore(certificate.notBefore()) && !now.isAfter(certificate.notAfter());
    }
}
