// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.NameTarget;
import dev.brownout.junit.PreparedFault;
import java.time.Duration;

/** Every {@code dns} fault of a name, as {@link NameTarget#dns} offers them. */
public final class DnsFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public DnsFaults(NameTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code dns.empty-answer}. The name exists and has no addresses.
     *
     * @return the fault, to be told more or put in place
     */
    public EmptyAnswer emptyAnswer() {
        return new EmptyAnswer(target);
    }

    /**
     * Prepare {@code dns.flap}. The name comes and goes.
     *
     * @return the fault, to be told more or put in place
     */
    public Flap flap() {
        return new Flap(target);
    }

    /**
     * Prepare {@code dns.nxdomain}. The name does not exist.
     *
     * @return the fault, to be told more or put in place
     */
    public Nxdomain nxdomain() {
        return new Nxdomain(target);
    }

    /**
     * Prepare {@code dns.partial}. Some of the name's addresses are missing.
     *
     * @return the fault, to be told more or put in place
     */
    public Partial partial() {
        return new Partial(target);
    }

    /**
     * Prepare {@code dns.refused}. The DNS server refuses to answer for the name.
     *
     * @return the fault, to be told more or put in place
     */
    public Refused refused() {
        return new Refused(target);
    }

    /**
     * Prepare {@code dns.servfail}. The DNS server fails to answer for the name.
     *
     * @return the fault, to be told more or put in place
     */
    public Servfail servfail() {
        return new Servfail(target);
    }

    /**
     * Prepare {@code dns.slow}. The DNS server answers for the name late.
     *
     * @return the fault, to be told more or put in place
     */
    public Slow slow() {
        return new Slow(target);
    }

    /**
     * Prepare {@code dns.stale-answer}. The name still has the addresses of before.
     *
     * @return the fault, to be told more or put in place
     */
    public StaleAnswer staleAnswer() {
        return new StaleAnswer(target);
    }

    /**
     * Prepare {@code dns.timeout}. The DNS server never answers for the name.
     *
     * @return the fault, to be told more or put in place
     */
    public Timeout timeout() {
        return new Timeout(target);
    }

    /**
     * Prepare {@code dns.truncated}. Answers over UDP are truncated, and TCP has the whole one, or has none.
     *
     * @return the fault, to be told more or put in place
     */
    public Truncated truncated() {
        return new Truncated(target);
    }

    /**
     * Prepare {@code dns.ttl}. The name's records say that they may be cached for another time than they should.
     *
     * @return the fault, to be told more or put in place
     */
    public Ttl ttl() {
        return new Ttl(target);
    }

    /**
     * Prepare {@code dns.wrong-address}. The name leads to the wrong address.
     *
     * @return the fault, to be told more or put in place
     */
    public WrongAddress wrongAddress() {
        return new WrongAddress(target);
    }

    /** The name exists and has no addresses. */
    public static final class EmptyAnswer extends PreparedFault<EmptyAnswer> {
        private EmptyAnswer(FaultTarget target) {
            super(target, "dns.empty-answer");
        }

        /**
         * Set {@code negative-ttl} – how long a resolver may remember that there is nothing (RFC 2308).
         *
         * @param negativeTtl a duration, 0s to 1h; 1s unless given
         * @return this
         */
        public EmptyAnswer negativeTtl(Duration negativeTtl) {
            return set("negative-ttl", negativeTtl);
        }

        /**
         * Set {@code ratio} – the share of questions that it hits, per victim.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public EmptyAnswer ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code scope} – what it hits: the name, suffix (every name of a domain) or resolver (every name asked
         * for, forwarded ones too).
         *
         * @param scope text; name unless given
         * @return this
         */
        public EmptyAnswer scope(String scope) {
            return set("scope", scope);
        }

        /**
         * Set {@code suffix} – with scope suffix: the domain that the name is in; the name's parent where nothing is
         * said.
         *
         * @param suffix text; none unless given
         * @return this
         */
        public EmptyAnswer suffix(String suffix) {
            return set("suffix", suffix);
        }
    }

    /** The name comes and goes. */
    public static final class Flap extends PreparedFault<Flap> {
        private Flap(FaultTarget target) {
            super(target, "dns.flap");
        }

        /**
         * Set {@code period} – how long a bad and a good window take together; longer ones are phases.
         *
         * @param period a duration, 20ms to 2s; 1s unless given
         * @return this
         */
        public Flap period(Duration period) {
            return set("period", period);
        }

        /**
         * Set {@code bad} – the share of the period, from its beginning, that is bad.
         *
         * @param bad a number, 0.05 to 0.95; 0.5 unless given
         * @return this
         */
        public Flap bad(double bad) {
            return set("bad", bad);
        }

        /**
         * Set {@code shape} – what a bad window answers: servfail, nxdomain, empty-answer or refused.
         *
         * @param shape text; servfail unless given
         * @return this
         */
        public Flap shape(String shape) {
            return set("shape", shape);
        }

        /**
         * Set {@code negative-ttl} – how long a resolver may remember that there is nothing (RFC 2308).
         *
         * @param negativeTtl a duration, 0s to 1h; 1s unless given
         * @return this
         */
        public Flap negativeTtl(Duration negativeTtl) {
            return set("negative-ttl", negativeTtl);
        }

        /**
         * Set {@code ratio} – the share of questions that it hits, per victim.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Flap ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code scope} – what it hits: the name, suffix (every name of a domain) or resolver (every name asked
         * for, forwarded ones too).
         *
         * @param scope text; name unless given
         * @return this
         */
        public Flap scope(String scope) {
            return set("scope", scope);
        }

        /**
         * Set {@code suffix} – with scope suffix: the domain that the name is in; the name's parent where nothing is
         * said.
         *
         * @param suffix text; none unless given
         * @return this
         */
        public Flap suffix(String suffix) {
            return set("suffix", suffix);
        }
    }

    /** The name does not exist. */
    public static final class Nxdomain extends PreparedFault<Nxdomain> {
        private Nxdomain(FaultTarget target) {
            super(target, "dns.nxdomain");
        }

        /**
         * Set {@code negative-ttl} – how long a resolver may remember that there is nothing (RFC 2308).
         *
         * @param negativeTtl a duration, 0s to 1h; 1s unless given
         * @return this
         */
        public Nxdomain negativeTtl(Duration negativeTtl) {
            return set("negative-ttl", negativeTtl);
        }

        /**
         * Set {@code ratio} – the share of questions that it hits, per victim.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Nxdomain ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code scope} – what it hits: the name, suffix (every name of a domain) or resolver (every name asked
         * for, forwarded ones too).
         *
         * @param scope text; name unless given
         * @return this
         */
        public Nxdomain scope(String scope) {
            return set("scope", scope);
        }

        /**
         * Set {@code suffix} – with scope suffix: the domain that the name is in; the name's parent where nothing is
         * said.
         *
         * @param suffix text; none unless given
         * @return this
         */
        public Nxdomain suffix(String suffix) {
            return set("suffix", suffix);
        }
    }

    /** Some of the name's addresses are missing. */
    public static final class Partial extends PreparedFault<Partial> {
        private Partial(FaultTarget target) {
            super(target, "dns.partial");
        }

        /**
         * Set {@code keep} – the share of the addresses of a family that stays; at least one stays and one goes.
         *
         * @param keep a number, 0.01 to 0.99; 0.5 unless given
         * @return this
         */
        public Partial keep(double keep) {
            return set("keep", keep);
        }

        /**
         * Set {@code ratio} – the share of questions that it hits, per victim.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Partial ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code scope} – what it hits: the name, suffix (every name of a domain) or resolver (every name asked
         * for, forwarded ones too).
         *
         * @param scope text; name unless given
         * @return this
         */
        public Partial scope(String scope) {
            return set("scope", scope);
        }

        /**
         * Set {@code suffix} – with scope suffix: the domain that the name is in; the name's parent where nothing is
         * said.
         *
         * @param suffix text; none unless given
         * @return this
         */
        public Partial suffix(String suffix) {
            return set("suffix", suffix);
        }
    }

    /** The DNS server refuses to answer for the name. */
    public static final class Refused extends PreparedFault<Refused> {
        private Refused(FaultTarget target) {
            super(target, "dns.refused");
        }

        /**
         * Set {@code ratio} – the share of questions that it hits, per victim.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Refused ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code scope} – what it hits: the name, suffix (every name of a domain) or resolver (every name asked
         * for, forwarded ones too).
         *
         * @param scope text; name unless given
         * @return this
         */
        public Refused scope(String scope) {
            return set("scope", scope);
        }

        /**
         * Set {@code suffix} – with scope suffix: the domain that the name is in; the name's parent where nothing is
         * said.
         *
         * @param suffix text; none unless given
         * @return this
         */
        public Refused suffix(String suffix) {
            return set("suffix", suffix);
        }
    }

    /** The DNS server fails to answer for the name. */
    public static final class Servfail extends PreparedFault<Servfail> {
        private Servfail(FaultTarget target) {
            super(target, "dns.servfail");
        }

        /**
         * Set {@code ratio} – the share of questions that it hits, per victim.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Servfail ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code scope} – what it hits: the name, suffix (every name of a domain) or resolver (every name asked
         * for, forwarded ones too).
         *
         * @param scope text; name unless given
         * @return this
         */
        public Servfail scope(String scope) {
            return set("scope", scope);
        }

        /**
         * Set {@code suffix} – with scope suffix: the domain that the name is in; the name's parent where nothing is
         * said.
         *
         * @param suffix text; none unless given
         * @return this
         */
        public Servfail suffix(String suffix) {
            return set("suffix", suffix);
        }
    }

    /** The DNS server answers for the name late. */
    public static final class Slow extends PreparedFault<Slow> {
        private Slow(FaultTarget target) {
            super(target, "dns.slow");
        }

        /**
         * Set {@code delay} – how late each answer that it hits is.
         *
         * @param delay a duration, 50ms to 1m; 300ms unless given
         * @return this
         */
        public Slow delay(Duration delay) {
            return set("delay", delay);
        }

        /**
         * Set {@code jitter} – how much earlier or later than the delay at most, evenly spread.
         *
         * @param jitter a duration, 0s to 1m; 0s unless given
         * @return this
         */
        public Slow jitter(Duration jitter) {
            return set("jitter", jitter);
        }

        /**
         * Set {@code ratio} – the share of questions that it hits, per victim.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Slow ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code scope} – what it hits: the name, suffix (every name of a domain) or resolver (every name asked
         * for, forwarded ones too).
         *
         * @param scope text; name unless given
         * @return this
         */
        public Slow scope(String scope) {
            return set("scope", scope);
        }

        /**
         * Set {@code suffix} – with scope suffix: the domain that the name is in; the name's parent where nothing is
         * said.
         *
         * @param suffix text; none unless given
         * @return this
         */
        public Slow suffix(String suffix) {
            return set("suffix", suffix);
        }
    }

    /** The name still has the addresses of before. */
    public static final class StaleAnswer extends PreparedFault<StaleAnswer> {
        private StaleAnswer(FaultTarget target) {
            super(target, "dns.stale-answer");
        }

        /**
         * Set {@code back} – how many publications of other addresses it is behind.
         *
         * @param back a whole number, 1 to 16; 1 unless given
         * @return this
         */
        public StaleAnswer back(long back) {
            return set("back", back);
        }

        /**
         * Set {@code addresses} – the addresses of before, apart by commas, where the stack has not published so many
         * different ones.
         *
         * @param addresses text; none unless given
         * @return this
         */
        public StaleAnswer addresses(String addresses) {
            return set("addresses", addresses);
        }

        /**
         * Set {@code ratio} – the share of questions that it hits, per victim.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public StaleAnswer ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code scope} – what it hits: the name, suffix (every name of a domain) or resolver (every name asked
         * for, forwarded ones too).
         *
         * @param scope text; name unless given
         * @return this
         */
        public StaleAnswer scope(String scope) {
            return set("scope", scope);
        }

        /**
         * Set {@code suffix} – with scope suffix: the domain that the name is in; the name's parent where nothing is
         * said.
         *
         * @param suffix text; none unless given
         * @return this
         */
        public StaleAnswer suffix(String suffix) {
            return set("suffix", suffix);
        }
    }

    /** The DNS server never answers for the name. */
    public static final class Timeout extends PreparedFault<Timeout> {
        private Timeout(FaultTarget target) {
            super(target, "dns.timeout");
        }

        /**
         * Set {@code ratio} – the share of questions that it hits, per victim.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Timeout ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code scope} – what it hits: the name, suffix (every name of a domain) or resolver (every name asked
         * for, forwarded ones too).
         *
         * @param scope text; name unless given
         * @return this
         */
        public Timeout scope(String scope) {
            return set("scope", scope);
        }

        /**
         * Set {@code suffix} – with scope suffix: the domain that the name is in; the name's parent where nothing is
         * said.
         *
         * @param suffix text; none unless given
         * @return this
         */
        public Timeout suffix(String suffix) {
            return set("suffix", suffix);
        }
    }

    /** Answers over UDP are truncated, and TCP has the whole one, or has none. */
    public static final class Truncated extends PreparedFault<Truncated> {
        private Truncated(FaultTarget target) {
            super(target, "dns.truncated");
        }

        /**
         * Set {@code tcp} – what questions over TCP meet: answers (the whole one), silent (none) or closed (the
         * connection ends).
         *
         * @param tcp text; answers unless given
         * @return this
         */
        public Truncated tcp(String tcp) {
            return set("tcp", tcp);
        }

        /**
         * Set {@code ratio} – the share of questions that it hits, per victim.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Truncated ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code scope} – what it hits: the name, suffix (every name of a domain) or resolver (every name asked
         * for, forwarded ones too).
         *
         * @param scope text; name unless given
         * @return this
         */
        public Truncated scope(String scope) {
            return set("scope", scope);
        }

        /**
         * Set {@code suffix} – with scope suffix: the domain that the name is in; the name's parent where nothing is
         * said.
         *
         * @param suffix text; none unless given
         * @return this
         */
        public Truncated suffix(String suffix) {
            return set("suffix", suffix);
        }
    }

    /** The name's records say that they may be cached for another time than they should. */
    public static final class Ttl extends PreparedFault<Ttl> {
        private Ttl(FaultTarget target) {
            super(target, "dns.ttl");
        }

        /**
         * Set {@code ttl} – for how long resolvers may cache each answer, or absence, in s.
         *
         * @param ttl a whole number, 0 to 2147483647; 86400 unless given
         * @return this
         */
        public Ttl ttl(long ttl) {
            return set("ttl", ttl);
        }

        /**
         * Set {@code ratio} – the share of questions that it hits, per victim.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public Ttl ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code scope} – what it hits: the name, suffix (every name of a domain) or resolver (every name asked
         * for, forwarded ones too).
         *
         * @param scope text; name unless given
         * @return this
         */
        public Ttl scope(String scope) {
            return set("scope", scope);
        }

        /**
         * Set {@code suffix} – with scope suffix: the domain that the name is in; the name's parent where nothing is
         * said.
         *
         * @param suffix text; none unless given
         * @return this
         */
        public Ttl suffix(String suffix) {
            return set("suffix", suffix);
        }
    }

    /** The name leads to the wrong address. */
    public static final class WrongAddress extends PreparedFault<WrongAddress> {
        private WrongAddress(FaultTarget target) {
            super(target, "dns.wrong-address");
        }

        /**
         * Set {@code addresses} – where it leads: loopback, private or documentation addresses, apart by commas, one of
         * them IPv4.
         *
         * @param addresses text; 127.0.53.53 unless given
         * @return this
         */
        public WrongAddress addresses(String addresses) {
            return set("addresses", addresses);
        }

        /**
         * Set {@code ratio} – the share of questions that it hits, per victim.
         *
         * @param ratio a number, 0.01 to 1; 1 unless given
         * @return this
         */
        public WrongAddress ratio(double ratio) {
            return set("ratio", ratio);
        }

        /**
         * Set {@code scope} – what it hits: the name, suffix (every name of a domain) or resolver (every name asked
         * for, forwarded ones too).
         *
         * @param scope text; name unless given
         * @return this
         */
        public WrongAddress scope(String scope) {
            return set("scope", scope);
        }

        /**
         * Set {@code suffix} – with scope suffix: the domain that the name is in; the name's parent where nothing is
         * said.
         *
         * @param suffix text; none unless given
         * @return this
         */
        public WrongAddress suffix(String suffix) {
            return set("suffix", suffix);
        }
    }
}
