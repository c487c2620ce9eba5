package dev.brownout.agent;

import java.util.concurrent.CountDownLatch;

/** A JVM that does nothing: it stands in a victim's network namespace, with the agent, so that can be measured from there. */
public final class Bystander {
    private Bystander() {}

    /**
     * Wait until the JVM is told to end.
     *
     * @param args none
     * @throws InterruptedException if somebody in this JVM interrupts it
     */
    public static void main(String[] args) throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
