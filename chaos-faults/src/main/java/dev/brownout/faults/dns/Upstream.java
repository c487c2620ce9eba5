package dev.brownout.faults.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

/** Forwards questions about names that are not the stack's: to one resolver after the other, until one answers. */
final class Upstream {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<Resolver> resolvers;

    Upstream(List<InetSocketAddress> addresses) {
        this.resolvers = addresses.stream().<Resolver>map(Upstream::resolver).toList();
    }

    private static Resolver resolver(InetSocketAddress address) {
        var resolver = new SimpleResolver(address);
        resolver.setTimeout(PATIENCE);
        return resolver;
    }

    /** Forward a question without the agent's option; SERVFAIL when nobody answers, REFUSED when there is nobody to ask. */
    CompletionStage<Message> forward(DnsQuestion question) {
        if (resolvers.isEmpty()) {
            return CompletableFuture.completedFuture(DnsReplies.plain(question.message(), Rcode.REFUSED));
        }
        return forward(question, 0).thenApply(answer -> {
            var reply = DnsReplies.plain(question.message(), answer.getRcode());
            for (int section : List.of(Section.ANSWER, Section.AUTHORITY)) {
                answer.getSection(section).forEach(r -> reply.addRecord(r, section));
            }
            return reply;
        });
    }

    private CompletionStage<Message> forward(DnsQuestion question, int index) {
        if (index >= resolvers.size()) {
            return CompletableFuture.completedFuture(DnsReplies.plain(question.message(), Rcode.SERVFAIL));
        }
        var query = Message.newQuery(question.message().getQuestion());
        return resolvers
                .get(index)
                .sendAsync(query)
                .<CompletionStage<Message>>handle((answer, failure) ->
                        failure == null ? CompletableFuture.completedFuture(answer) : forward(question, index + 1))
                .thenCompose(next -> next);
    }
}
