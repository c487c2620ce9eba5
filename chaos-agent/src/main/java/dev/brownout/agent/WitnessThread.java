package dev.brownout.agent;

/** A daemon thread whose look-ups the plane recognises as a witness's. */
final class WitnessThread extends Thread {
    WitnessThread(String name, Runnable work) {
        super(null, work, name, 0, false);
        setDaemon(true);
    }

    /** Tell whether a witness asks. By the name of the class, as another copy of the agent may have started the thread. */
    static boolean isCurrent() {
        return Thread.currentThread().getClass().getName().equals(WitnessThread.class.getName());
    }
}
