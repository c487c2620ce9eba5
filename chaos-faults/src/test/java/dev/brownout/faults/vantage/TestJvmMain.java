package dev.brownout.faults.vantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.agent.Agent;
import dev.brownout.api.BrownoutException;
import dev.brownout.api.Component;
import dev.brownout.api.Name;
import dev.brownout.api.Resolution;
import dev.brownout.api.Timings;
import dev.brownout.faults.LocalPlane;
import dev.brownout.faults.dns.DnsPlane;
import java.io.File;
import java.net.InetAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** The main class of a JVM with the agent and no arguments for it: does what tests do, and fails with what is wrong. */
public final class TestJvmMain {
    private static final Component TEST = new Component(TestJvm.COMPONENT, Map.of(), TestJvm.timings());
    private static final String A = "ledger.a.exchange.test";
    private static final String B = "ledger.b.exchange.test";

    private TestJvmMain() {}

    /** Do what the methods below do, one after the other; in a class loader apart where {@code isolated} comes first. */
    public static void main(String[] arguments) throws Exception {
        boolean isolated = arguments[0].equals("isolated");
        for (var what : List.of(arguments).subList(isolated ? 1 : 0, arguments.length)) {
            System.out.println(what);
            if (isolated) {
                isolated(what);
            } else {
                run(what);
            }
        }
        System.out.println("done");
    }

    /** Called by name. */
    public static void run(String what) throws Exception {
        switch (what) {
            case "separate" -> separate();
            case "fault" -> fault();
            case "refuse" -> refuse();
            case "parallel" -> parallel();
            case "keep" -> keep();
            case "provider" -> provider();
            default -> throw new IllegalArgumentException(what);
        }
    }

    /** As Surefire does with useSystemClassLoader=false: nothing of ours is shared with the system's loader. */
    private static void isolated(String what) throws Exception {
        var urls = new ArrayList<URL>();
        for (var part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(part).toUri().toURL());
        }
        try (var loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            var agent = loader.loadClass(Agent.class.getName());
            assertThat(agent).isNotSameAs(ClassLoader.getSystemClassLoader().loadClass(Agent.class.getName()));
            loader.loadClass(TestJvmMain.class.getName())
                    .getMethod("run", String.class)
                    .invoke(null, what);
        }
    }

    private static InetAddress loopback(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    private static Name publish(LocalPlane plane, String host, int last) throws UnknownHostException {
        var name = new Name(host, Map.of(), Map.of(TestJvm.COMPONENT, TestJvm.resolution()));
        plane.publish(name, List.of(loopback(last)));
        return name;
    }

    private static String lookup(String host) throws UnknownHostException {
        return InetAddress.getByName(host).getHostAddress();
    }

    private static Map<String, Long> queries(LocalPlane plane, String host) {
        return plane.part(DnsPlane.class).queries(host);
    }

    /** Two planes side by side, and all other names where they always were. */
    private static void separate() throws Exception {
        assertThat(Agent.installed()).isTrue();
        assertThat(TestJvm.resolution()).isEqualTo(Resolution.JVM_AGENT);
        assertThat(TestJvm.timings()).isEqualTo(Timings.NONE);
        assertThat(lookup("elsewhere.exchange.test")).as("the hosts file's").isEqualTo("127.0.0.77");
        assertThatThrownBy(() -> lookup(A)).isInstanceOf(UnknownHostException.class);
        try (var one = LocalPlane.open(1);
                var two = LocalPlane.open(2);
                var first = TestJvm.join(one, TEST);
                var second = TestJvm.join(two, TEST)) {
            publish(one, A, 11);
            publish(two, B, 12);
            first.resolve(List.of(A));
            second.resolve(List.of(B));
            assertThat(lookup(A))
                    .as("the JDK has forgotten that there was none")
                    .isEqualTo("127.0.0.11");
            assertThat(lookup(B.toUpperCase(java.util.Locale.ROOT))).isEqualTo("127.0.0.12");
            assertThat(queries(one, A)).as("IPv4 and IPv6").isEqualTo(Map.of(TestJvm.COMPONENT, 2L));
            assertThat(lookup(A)).isEqualTo("127.0.0.11");
            assertThat(queries(one, A)).as("nothing is kept").isEqualTo(Map.of(TestJvm.COMPONENT, 4L));
            assertThat(queries(two, A)).isEmpty();
            assertThat(queries(one, B)).isEmpty();
            assertThat(lookup("elsewhere.exchange.test")).isEqualTo("127.0.0.77");
            assertThat(InetAddress.getByName("localhost").isLoopbackAddress()).isTrue();
        }
        assertThatThrownBy(() -> lookup(A))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageNotContaining("DNS");
    }

    /** Felt at once and gone at once, by whom it was done to and by nobody else, and every look-up is counted. */
    private static void fault() throws Exception {
        try (var one = LocalPlane.open(1);
                var two = LocalPlane.open(2);
                var first = TestJvm.join(one, TEST);
                var second = TestJvm.join(two, TEST)) {
            var onA = DnsSubject.of("dns.empty-answer", publish(one, A, 11), one);
            var onB = DnsSubject.of("dns.empty-answer", publish(two, B, 12), two);
            first.resolve(List.of(A));
            second.resolve(List.of(B));
            assertThat(lookup(A)).isEqualTo("127.0.0.11");
            assertThat(onA.measure().healthy()).as("before").isTrue();
            try (var injection = onA.inject()) {
                var seen = onA.measure();
                assertThat(seen.symptom()).as(seen.reading()).isTrue();
                assertThat(seen.reading())
                        .contains("wire NOERROR, 0 answers")
                        .contains("look-up: java.net.UnknownHostException: " + A + ": NOERROR without addresses from");
                assertThat(injection.exposure()).as("only a witness has asked").isEmpty();
                assertThatThrownBy(() -> lookup(A))
                        .isInstanceOf(UnknownHostException.class)
                        .hasMessageStartingWith(A + ": NOERROR without addresses from DNS server 127.0.0.1:");
                assertThat(injection.exposure()).isEqualTo(Map.of(TestJvm.COMPONENT, 2L));
                assertThat(lookup(B)).isEqualTo("127.0.0.12");
                assertThat(onB.measure().healthy()).as("the neighbour").isTrue();
            }
            var after = onA.measure();
            assertThat(after.healthy()).as(after.reading()).isTrue();
            assertThat(lookup(A)).isEqualTo("127.0.0.11");
        }
    }

    /** One name, two planes: not at once, but one after the other. */
    private static void refuse() throws Exception {
        try (var one = LocalPlane.open(1);
                var two = LocalPlane.open(2);
                var second = TestJvm.join(two, TEST)) {
            publish(one, A, 11);
            publish(two, A, 13);
            try (var first = TestJvm.join(one, TEST)) {
                first.resolve(List.of(A));
                assertThatThrownBy(() -> second.resolve(List.of(B, A)))
                        .isInstanceOf(BrownoutException.class)
                        .hasMessage("look-ups of " + A
                                + " must go to one fault plane at a time, but go to DNS server 127.0.0.1:"
                                + one.dns().getPort() + " already: look-ups are the whole JVM's. Put"
                                + " @ResourceLock(\"brownout.name:" + A
                                + "\") on the test classes that use this name, so"
                                + " that they run one after the other, or give each a name of its own");
                assertThat(lookup(A)).isEqualTo("127.0.0.11");
                assertThatThrownBy(() -> first.resolve(List.of("localhost")))
                        .isInstanceOf(BrownoutException.class)
                        .hasMessage(
                                "name must be a host name whose look-ups can be sent to a plane, but was \"localhost\";"
                                        + " localhost, IP addresses and this machine's own name always stay with the JDK");
            }
            second.resolve(List.of(A));
            assertThat(lookup(A)).isEqualTo("127.0.0.13");
        }
    }

    /** Planes that come and go beside each other, each with a name of its own. */
    private static void parallel() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            var work = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 16; i++) {
                int n = i;
                work.add(() -> alone(n));
            }
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isEqualTo(50);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int alone(int n) throws Exception {
        var host = "ledger-" + n + ".exchange.test";
        int right = 0;
        try (var plane = LocalPlane.open(n);
                var jvm = TestJvm.join(plane, TEST)) {
            publish(plane, host, 20 + n);
            jvm.resolve(List.of(host));
            for (int i = 0; i < 50; i++) {
                right += lookup(host).equals("127.0.0." + (20 + n)) ? 1 : 0;
            }
            assertThat(queries(plane, host)).isEqualTo(Map.of(TestJvm.COMPONENT, 100L));
        }
        return right;
    }

    /** With {@code test,caches=keep}: what was found is kept, and forgotten with the plane. */
    private static void keep() throws Exception {
        assertThat(TestJvm.timings()).isEqualTo(Timings.JVM_DEFAULTS);
        java.security.Security.setProperty("networkaddress.cache.ttl", "7");
        java.security.Security.setProperty("networkaddress.cache.negative.ttl", "-1");
        assertThat(TestJvm.timings().dnsPositive()).isEqualTo(Duration.ofSeconds(7));
        assertThat(TestJvm.timings().dnsNegative()).as("forever").isEqualTo(Duration.ofDays(365));
        try (var one = LocalPlane.open(1);
                var two = LocalPlane.open(2);
                var second = TestJvm.join(two, TEST)) {
            publish(one, A, 11);
            publish(two, A, 13);
            try (var first = TestJvm.join(one, TEST)) {
                first.resolve(List.of(A));
                assertThat(lookup(A)).isEqualTo("127.0.0.11");
                assertThat(lookup(A)).isEqualTo("127.0.0.11");
                assertThat(queries(one, A)).as("asked once").isEqualTo(Map.of(TestJvm.COMPONENT, 2L));
            }
            second.resolve(List.of(A));
            assertThat(lookup(A)).isEqualTo("127.0.0.13");
        }
    }

    /** From 18 on a JVM may bring a resolver; here dnsjava's, which asks a DNS server that it is told of. */
    private static void provider() throws Exception {
        try (var one = LocalPlane.open(1);
                var other = LocalPlane.open(2);
                var first = TestJvm.join(one, TEST)) {
            System.setProperty("dns.server", "127.0.0.1:" + other.dns().getPort());
            publish(one, A, 11);
            publish(other, B, 12);
            first.resolve(List.of(A));
            assertThat(lookup(A)).isEqualTo("127.0.0.11");
            assertThat(lookup(B)).as("by the JVM's own provider").isEqualTo("127.0.0.12");
            assertThat(queries(other, B)).containsOnlyKeys("127.0.0.1");
        }
    }
}
