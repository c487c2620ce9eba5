package dev.brownout.faults.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.Arguments;
import dev.brownout.api.Component;
import dev.brownout.api.Fault;
import dev.brownout.api.FaultKind;
import dev.brownout.api.InvalidFaultException;
import dev.brownout.api.Link;
import dev.brownout.api.Protocol;
import dev.brownout.api.Stack;
import dev.brownout.api.Timings;
import dev.brownout.faults.FaultRegistry;
import dev.brownout.faults.http.ws.SilenceFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpKindsTests {
    private static final Component FROM = new Component("gateway", Map.of(), Timings.NONE);
    private static final Component TO = new Component("engine", Map.of(), Timings.NONE);

    private static <F extends Fault> F create(FaultKind<F> kind, Map<String, ?> given) {
        return kind.create(Arguments.of(kind.parameters(), given));
    }

    private static Stack stack(Link link) {
        return new Stack("test", "test", Map.of(), List.of(FROM, TO), List.of(link), List.of(), List.of());
    }

    @Test
    void should_say_what_is_wrong() {
        wrong(
                "http.error-page",
                Map.of("page", "mine"),
                "page must be one of [nginx, cloudflare, cloudfront, azure-front-door, google, generic], but was \"mine\"");
        wrong("http.abort", Map.of("how", "gently"), "how must be reset or close, but was \"gently\"");
        wrong("http.lost-answer", Map.of("how", "503"), "how must be reset, close or 504, but was \"503\"");
        wrong("http.lost-answer", Map.of("answers", "some"), "answers must be all or successful, but was \"some\"");
        wrong("http.delay", Map.of("delay", "1s", "jitter", "1s"), "jitter must be less than delay (1s), but was 1s");
        wrong("http.freeze", Map.of("timestamps", "new"), "timestamps must be old or fresh, but was \"new\"");
        wrong(
                "http.freeze",
                Map.of("timestamp-fields", "time"),
                "timestamp-fields must be JSON Pointers such as /time, but one was \"time\"");
        wrong("http.rewrite", Map.of(), "patch, set-headers or status must say what is changed, but none was given");
        wrong("http.rewrite", Map.of("status", 100), "status must be 0 or from 200 to 599, but was 100");
        wrong(
                "ws.silence",
                Map.of("direction", "up"),
                "direction must be downstream, upstream or both, but was \"up\"");
        wrong(
                "ws.close",
                Map.of("code", 1006),
                "code must be one that can be sent (RFC 6455, section 7.4.1), but was 1006");
        assertThatThrownBy(() -> make("http.rewrite", Map.of("patch", "{\"op\":\"add\"}")))
                .hasMessageStartingWith("patch must be a JSON Patch (RFC 6902), such as ");
        assertThatThrownBy(() -> make("http.rewrite", Map.of("set-headers", "Content-Length: 3")))
                .hasMessageContaining("frame no message, but one was \"Content-Length: 3\"");
        assertThatThrownBy(() -> make("http.drop-headers", Map.of("headers", "Date,Transfer-Encoding")))
                .hasMessageContaining("but one was \"transfer-encoding\"");
        assertThatThrownBy(() -> make("http.alternate", Map.of("share", 0.5, "share-end", 0.1, "growth", "1m")))
                .hasMessage("share-end must be at least share (0.5), but was 0.1 while it grows for 1m");
    }

    private static void wrong(String kind, Map<String, ?> given, String message) {
        assertThatThrownBy(() -> make(kind, given))
                .isInstanceOf(InvalidFaultException.class)
                .hasMessage(message);
    }

    private static Fault make(String kind, Map<String, ?> given) {
        return create(FaultRegistry.load().find(kind).orElseThrow(), given);
    }

    @Test
    void should_be_refused_on_links_that_speak_something_else() {
        var link = Link.between(FROM, TO, Protocol.POSTGRES);
        var kind = new ErrorPageFault.Kind();
        assertThat(kind.refusal(create(kind, Map.of()), link, stack(link)))
                .hasValue(
                        "http.error-page needs a link that speaks http1 or https1, but gateway-to-engine speaks POSTGRES;"
                                + " choose another link");
        var silence = new SilenceFault.Kind();
        assertThat(silence.refusal(create(silence, Map.of()), link, stack(link)))
                .isPresent();
    }

    @Test
    void should_be_refused_where_no_witness_could_see_it() {
        var bare = Link.between(FROM, TO, Protocol.HTTP1);
        var declared = Link.between(
                FROM,
                new Component("engine", Map.of("witness-path", "/time", "ws-path", "/ws"), Timings.NONE),
                Protocol.HTTP1);
        var silence = new SilenceFault.Kind();
        assertThat(silence.refusal(create(silence, Map.of()), bare, stack(bare)))
                .hasValueSatisfying(why -> assertThat(why).contains("label ws-path"));
        assertThat(silence.refusal(create(silence, Map.of()), declared, stack(bare)))
                .isEmpty();
        var freeze = new FreezeFault.Kind();
        assertThat(freeze.refusal(create(freeze, Map.of()), bare, stack(bare)))
                .hasValueSatisfying(why -> assertThat(why).contains("label witness-path"));
        assertThat(freeze.refusal(create(freeze, Map.of()), declared, stack(bare)))
                .isEmpty();
    }

    @Test
    void should_conflict_only_where_one_would_hide_the_other() {
        var page = new ErrorPageFault.Kind();
        var stall = new StallFault.Kind();
        var all = create(page, Map.of());
        var some = create(page, Map.of("ratio", 0.5));
        var orders = create(page, Map.of("path", "/order"));
        assertThat(page.conflictsWith(all, create(stall, Map.of()))).isTrue();
        assertThat(page.conflictsWith(some, create(stall, Map.of()))).isFalse();
        assertThat(page.conflictsWith(orders, create(stall, Map.of("path", "/depth"))))
                .isFalse();
        assertThat(page.conflictsWith(some, some)).isTrue();
        assertThat(stall.conflictsWith(create(stall, Map.of()), all)).isTrue();
    }

    @Test
    void should_alternate_bad_windows_first_and_grow() {
        var kind = new AlternateFault.Kind();
        var even = create(kind, Map.of("period", "10s", "share", 0.3));
        assertThat(bad(even, 0)).isTrue();
        assertThat(bad(even, 2999)).isTrue();
        assertThat(bad(even, 3001)).isFalse();
        assertThat(bad(even, 9999)).isFalse();
        assertThat(bad(even, 1_000_002_999)).isTrue();
        var growing = create(kind, Map.of("period", "10s", "share", 0.1, "share-end", 0.9, "growth", "40s"));
        assertThat(bad(growing, 1500)).isFalse();
        assertThat(bad(growing, 24_999)).as("halfway, half of the period").isTrue();
        assertThat(bad(growing, 25_001)).isFalse();
        assertThat(bad(growing, 108_900)).isTrue();
        assertThat(bad(growing, 109_100)).isFalse();
    }

    private static boolean bad(AlternateFault fault, long millis) {
        return fault.isBad(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void should_give_each_window_its_quota() {
        var fault = create(new ThrottleFault.Kind(), Map.of("quota", 2, "window", "1s"));
        var quota = new ThrottleFault.Quota(fault, 0);
        assertThat(List.of(quota.take(1), quota.take(2), quota.take(3))).containsExactly(true, true, false);
        long later = Duration.ofMillis(1001).toNanos();
        assertThat(List.of(quota.take(later), quota.take(later), quota.take(later)))
                .containsExactly(true, true, false);
    }
}
