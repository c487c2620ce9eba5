package dev.brownout.agent;

import java.security.Security;
import java.util.concurrent.CountDownLatch;

/**
 * A JVM that does nothing: it stands in a victim's network namespace, with the agent, so that can be measured from there. It keeps
 * no look-up in the JDK's caches: what the victim's own caches do is the victim's to declare.
 */
public final class Bystander {
    private Bystander() {}

    /**
     * Wait until the JVM is told to end.
     *
     * @param args none
     * @throws InterruptedException if somebody in this JVM interrupts it
     */
    public static void main(String[] args) throws InterruptedException {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        new CountDownLatch(1).await();
    }
}
