package dev.brownout.faults.http;

import dev.brownout.api.Arguments;
import dev.brownout.api.Durations;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Parameter;
import dev.brownout.api.Vantage.HttpReading;
import dev.brownout.faults.decide.Decisions;
import dev.brownout.faults.http.proxy.Effect;
import dev.brownout.faults.http.proxy.Match;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bad windows and good ones take turns: in a bad one requests are answered with a provider's error page, in a good one all is
 * well. Each period begins with its bad window; the share of it that is bad may grow.
 *
 * <p>A witness cannot wait for a window, so its requests are spread over both by their number and not by the time: of any
 * {@code ceil(1 / share)} in a row at least one meets a bad window as it is in the first period.
 *
 * @param match which requests
 * @param status status code, 400 to 599
 * @param page which page
 * @param period a bad and a good window together
 * @param share the share of the first period that is bad, over 0 and up to 1
 * @param shareEnd the share that is bad once it has grown
 * @param growth how long it grows; zero if it does not
 */
public record AlternateFault(
        Match match, int status, ErrorPage page, Duration period, double share, double shareEnd, Duration growth)
        implements HttpFault {
    static final String KIND = "http.alternate";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hides() {
        return true;
    }

    /** Tell whether a time, in ns since the beginning, is in a bad window. */
    boolean isBad(long nanos) {
        long length = period.toNanos();
        long begin = nanos - nanos % length;
        return nanos - begin < length * shareAt(begin);
    }

    private double shareAt(long nanos) {
        return growth.isZero() ? share : share + (shareEnd - share) * Math.min(1, (double) nanos / growth.toNanos());
    }

    /** Tell whether the request of a witness with this number, from 0, is taken to be in a bad window. */
    boolean isBadForWitness(long number) {
        return Math.floor((number + 1) * share) > Math.floor(number * share);
    }

    /** Registers it. */
    public static final class Kind extends HttpFaultKind<AlternateFault> {
        /** Make the kind, for {@link java.util.ServiceLoader}. */
        public Kind() {
            super(describe(
                            KIND,
                            "Windows of error pages and windows in which all is well take turns, bad ones first.",
                            ErrorPageFault.STATUS,
                            ErrorPageFault.PAGE,
                            Parameter.duration("period", "5m", "100ms", "1h", "a bad and a good window together"),
                            Parameter.ratio("share", "0.5", "the share of a period that is bad, at first"),
                            Parameter.ratio("share-end", "1", "the share that is bad once it has grown"),
                            Parameter.duration(
                                    "growth", "0s", "0s", "24h", "how long the share grows; 0s: it stays as it is"))
                    .withSymptom(
                            "victim", "by turns the page and the target's own answers, on connections that stay open")
                    .withWitness("GETs through the link, spread over both windows by their number and not by the time:"
                            + " status, content type and the digest of the page")
                    .withIncidents("cloudflare-bot-management-2025-11-18", "aws-us-east-1-dynamodb-dns-2025-10-20"));
        }

        @Override
        public AlternateFault create(Arguments arguments) {
            var fault = new AlternateFault(
                    Matching.of(arguments),
                    (int) arguments.integer("status"),
                    ErrorPageFault.page(arguments),
                    arguments.duration("period"),
                    arguments.ratio("share"),
                    arguments.ratio("share-end"),
                    arguments.duration("growth"));
            if (!fault.growth().isZero() && fault.shareEnd() < fault.share()) {
                throw new InvalidFaultException(
                        "share-end",
                        "share-end must be at least share (" + fault.share() + "), but was " + fault.shareEnd()
                                + " while it grows for " + Durations.format(fault.growth()));
            }
            return fault;
        }

        @Override
        Effect effect(AlternateFault fault) {
            long began = System.nanoTime();
            var witnesses = new AtomicLong();
            return new PageEffect(
                    fault.status(),
                    fault.page(),
                    hit -> hit.witness()
                            ? fault.isBadForWitness(witnesses.getAndIncrement())
                            : fault.isBad(System.nanoTime() - began));
        }

        @Override
        boolean shows(AlternateFault fault, HttpReading reading) {
            return fault.page().isShown(fault.status(), reading);
        }

        @Override
        int tries(AlternateFault fault) {
            return Decisions.window(fault.match().ratio()) * (int) Math.ceil(1 / fault.share());
        }
    }
}
