package dev.brownout.faults.http;

import dev.brownout.api.Arguments;
import dev.brownout.api.FaultDescription;
import dev.brownout.api.FaultKind;
import dev.brownout.api.Injection;
import dev.brownout.api.InjectionContext;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Link;
import dev.brownout.api.Measurement;
import dev.brownout.api.Parameter;
import dev.brownout.api.Stack;
import dev.brownout.api.Target;
import dev.brownout.api.TargetKind;
import dev.brownout.api.Vantage;
import dev.brownout.api.Vantage.HttpReading;
import dev.brownout.api.Vantage.TcpOutcome;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.tcp.Greetings;
import dev.brownout.faults.tcp.TcpPlane;
import dev.brownout.faults.tcp.Tries;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code http.error-page}: a provider's HTML page where an answer of the target was expected. The request's body is read and
 * thrown away, the connection is kept, and the target never sees the request.
 */
public final class ErrorPageKind implements FaultKind<ErrorPageFault> {
    private static final FaultDescription DESCRIPTION = FaultDescription.of(
                    ErrorPageFault.KIND,
                    TargetKind.LINK,
                    "Requests on an HTTP link are answered with a provider's HTML error page.")
            .withParameters(
                    Parameter.integer("status", "502", 400, 599, "the status code"),
                    Parameter.ratio("ratio", "1", "the share of requests, in whole percents"),
                    Parameter.text("page", "nginx", "whose page it looks like: nginx, cloudflare or generic"))
            .withSymptom("victim", "the status and an HTML body, at once, on a connection that stays open")
            .withWitness("a GET through the link: status, content type and the digest of the page")
            .withIncidents("cloudflare-bot-management-2025-11-18", "gcp-service-control-2025-06-12");

    private static final Duration DEADLINE = Duration.ofSeconds(3);

    /** Make the kind, for {@link java.util.ServiceLoader}. */
    public ErrorPageKind() {}

    @Override
    public FaultDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ErrorPageFault create(Arguments arguments) {
        var page = arguments.text("page");
        return new ErrorPageFault(
                (int) arguments.integer("status"),
                arguments.ratio("ratio"),
                ErrorPage.find(page)
                        .orElseThrow(() -> new InvalidFaultException(
                                "page", "page must be nginx, cloudflare or generic, but was \"" + page + "\"")));
    }

    @Override
    public Optional<String> refusal(ErrorPageFault fault, Target target, Stack stack) {
        return ((Link) target).protocol().isHttp()
                ? Optional.empty()
                : Optional.of(name() + " needs a link that speaks http1 or https1, but " + target.id() + " speaks "
                        + ((Link) target).protocol() + "; choose another link");
    }

    @Override
    public Injection inject(ErrorPageFault fault, Target target, InjectionContext context) {
        return context.plane().part(HttpPlane.class).errorPage((Link) target, context.id(), fault);
    }

    @Override
    public Measurement measure(ErrorPageFault fault, Target target, Vantage vantage, InjectionContext context) {
        var link = (Link) target;
        var address = context.plane().open(link);
        var status = HttpResponseStatus.valueOf(fault.status());
        var digest = fault.page().digest(status.code(), status.reasonPhrase());
        return context.plane()
                .part(TcpPlane.class)
                .witnessing(
                        link,
                        () -> judge(
                                Tries.run(
                                        Decisions.window(fault.ratio()),
                                        Tries.AT_ONCE,
                                        () -> vantage.get(
                                                address,
                                                Greetings.HEALTH_PATH,
                                                Map.of(Greetings.WITNESS_HEADER, "1"),
                                                DEADLINE),
                                        readings -> readings.stream().anyMatch(r -> isPage(r, fault, digest))),
                                fault,
                                digest));
    }

    private static boolean isPage(HttpReading reading, ErrorPageFault fault, String digest) {
        return reading.status() == fault.status()
                && reading.contentType().equals("text/html")
                && reading.bodyDigest().equals(digest);
    }

    private static Measurement judge(List<HttpReading> readings, ErrorPageFault fault, String digest) {
        long pages = readings.stream().filter(r -> isPage(r, fault, digest)).count();
        boolean allAnswered = readings.stream().allMatch(r -> r.outcome() == TcpOutcome.ANSWERED && r.status() > 0);
        var seen = readings.stream()
                .collect(Collectors.groupingBy(
                        r -> r.status() > 0
                                ? r.status() + " " + r.contentType()
                                : r.outcome().toString(),
                        java.util.TreeMap::new,
                        Collectors.counting()));
        return new Measurement(
                pages > 0,
                pages == 0 && allAnswered,
                readings.size() + " tries: " + pages + " were the page; answers: " + seen);
    }
}
