package dev.brownout.agent;

/** A daemon thread whose look-ups the plane recognises as a witness's. */
final class WitnessThread extends Thread {
    WitnessThread(String name, Runnable work) {
        super(null, work, name, 0, false);
        setDaemon(true);
    }
}
