package dev.brownout.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class RoutesTests {
    private final Map<String, String> jdk = new ConcurrentHashMap<>();
    private final Routes routes = new Routes(new JdkCache(jdk), false);
    private final PlaneDns one = PlaneDns.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4001), "test");
    private final PlaneDns two = PlaneDns.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4002), "test");

    @Test
    void should_send_each_name_in_any_spelling_to_its_plane_until_closed() throws Exception {
        var first = routes.add(List.of("a.test", "B.test."), one);
        var second = routes.add(List.of("c.test"), two);
        assertThat(routes.find("a.test", "A.test")).isSameAs(one);
        assertThat(routes.find("b.test", "b.test")).isSameAs(one);
        assertThat(routes.find("c.test", "c.test")).isSameAs(two);
        assertThat(routes.find("d.test", "d.test")).isNull();
        first.close();
        assertThat(routes.find("a.test", "a.test")).isNull();
        assertThat(routes.has("c.test")).isTrue();
        second.close();
        assertThat(routes.has("c.test")).isFalse();
    }

    @Test
    void should_refuse_a_name_that_goes_to_another_plane_and_take_none_of_those_beside_it() {
        routes.add(List.of("a.test"), one);
        assertThatThrownBy(() -> routes.add(List.of("b.test", "a.test"), two))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "look-ups of a.test must go to one fault plane at a time, but go to DNS server 127.0.0.1:4001"
                                + " already: look-ups are the whole JVM's. Put @ResourceLock(\"brownout.name:a.test\") on the test"
                                + " classes that use this name, so that they run one after the other, or give each a name of its"
                                + " own");
        assertThat(routes.has("b.test")).isFalse();
        assertThat(routes.find("a.test", "a.test")).isSameAs(one);
    }

    @Test
    void should_close_once_and_never_for_whom_it_is_sent_to_next() throws Exception {
        var first = routes.add(List.of("a.test"), one);
        first.close();
        routes.add(List.of("a.test"), two);
        first.close();
        assertThat(routes.find("a.test", "a.test")).isSameAs(two);
    }

    @Test
    void should_have_the_jdk_forget_a_name_when_it_is_sent_away_with_each_look_up_and_in_the_end() throws Exception {
        jdk.put("A.test", "before");
        jdk.put("a.test.", "before");
        jdk.put("other.test", "before");
        var route = routes.add(List.of("a.test"), one);
        assertThat(jdk).containsOnlyKeys("other.test");
        jdk.put("a.test", "look-up under way");
        routes.find("a.test", "a.test");
        routes.find("other.test", "other.test");
        assertThat(jdk).containsOnlyKeys("other.test");
        jdk.put("a.test", "meanwhile");
        route.close();
        assertThat(jdk).containsOnlyKeys("other.test");
        assertThat(routes.cached()).isFalse();
    }

    @Test
    void should_let_the_jdk_keep_what_it_learnt_where_that_was_asked_for_or_cannot_be_helped() {
        var keeping = new Routes(new JdkCache(jdk), true);
        keeping.add(List.of("a.test"), one);
        jdk.put("a.test", "look-up under way");
        keeping.find("a.test", "a.test");
        assertThat(jdk).containsOnlyKeys("a.test");
        assertThat(keeping.cached()).isTrue();
        var unreachable = new Routes(new JdkCache(null), false);
        unreachable.add(List.of("a.test"), one);
        assertThat(unreachable.find("a.test", "a.test")).isSameAs(one);
        assertThat(unreachable.cached()).isTrue();
    }
}
