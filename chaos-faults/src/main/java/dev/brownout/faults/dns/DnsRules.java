package dev.brownout.faults.dns;

import dev.brownout.api.Injection;
import dev.brownout.faults.decide.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The faults in place, in the order in which they were injected. Of those that hit a question and answer by themselves the
 * first does; those that change answers all do, outermost the first. Thread safe.
 */
final class DnsRules {
    private final List<DnsRule> inPlace = new CopyOnWriteArrayList<>();
    private final LongSupplier nanoTime;
    private final DnsHit.Timer timer;
    private final Decisions.Noting noting;

    private record Hit(DnsRule rule, double draw) {}

    DnsRules(LongSupplier nanoTime, DnsHit.Timer timer, Decisions.Noting noting) {
        this.nanoTime = nanoTime;
        this.timer = timer;
        this.noting = noting;
    }

    Injection inject(DnsFault fault, String target, String id, long seed) {
        var rule = new DnsRule(fault, target, id, new Decisions(seed, noting), nanoTime.getAsLong(), inPlace::remove);
        inPlace.add(rule);
        return rule;
    }

    boolean cover(String host) {
        for (var rule : inPlace) {
            if (rule.covers(host)) {
                return true;
            }
        }
        return false;
    }

    /** Answer a question with the faults that hit it, and what is healthy where none answers. */
    CompletionStage<DnsReply> answer(
            DnsQuestion question, Optional<Published> published, Supplier<CompletionStage<DnsReply>> healthy) {
        if (inPlace.isEmpty()) {
            return healthy.get();
        }
        var changing = new ArrayList<Hit>();
        Optional<Hit> replacing = Optional.empty();
        long now = nanoTime.getAsLong();
        for (var rule : inPlace) {
            // every rule decides every question, so that one rule's stream does not depend on another's hits
            OptionalDouble draw = rule.covers(question.host()) ? rule.decide(question, now) : OptionalDouble.empty();
            if (draw.isPresent()) {
                var hit = new Hit(rule, draw.getAsDouble());
                if (!rule.fault().replaces()) {
                    changing.add(hit);
                } else if (replacing.isEmpty()) {
                    replacing = Optional.of(hit);
                }
            }
        }
        Supplier<CompletionStage<DnsReply>> answer =
                replacing.map(hit -> behind(hit, question, published, healthy)).orElse(healthy);
        for (int i = changing.size() - 1; i >= 0; i--) {
            answer = behind(changing.get(i), question, published, answer);
        }
        return answer.get();
    }

    private Supplier<CompletionStage<DnsReply>> behind(
            Hit hit, DnsQuestion question, Optional<Published> published, Supplier<CompletionStage<DnsReply>> rest) {
        return () -> hit.rule().answer(question, hit.draw(), published, rest, timer);
    }
}
