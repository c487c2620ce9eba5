package dev.brownout.cli;

import dev.brownout.scenarios.play.RunClock;
import java.io.PrintWriter;
import java.time.Duration;

/** Redraws a run's state in place on a terminal, a few times a second. Leaves the last picture standing when closed. */
final class LiveView implements AutoCloseable {
    private static final long FRAME = Duration.ofMillis(250).toNanos();

    private final LiveState state;
    private final RunClock clock;
    private final PrintWriter out;
    private final int width;
    private final Thread thread = new Thread(this::run, "brownout-live-view");
    private volatile boolean running = true;
    private int drawn;

    LiveView(LiveState state, RunClock clock, PrintWriter out, int width) {
        this.state = state;
        this.clock = clock;
        this.out = out;
        this.width = width;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (running) {
            draw();
            clock.parkUntil(clock.now() + FRAME);
        }
    }

    private synchronized void draw() {
        var lines = state.draw(clock.now());
        var frame = new StringBuilder();
        if (drawn > 0) {
            frame.append("\u001b[").append(drawn).append('A');
        }
        lines.forEach(l -> frame.append("\u001b[2K").append(cut(l, width)).append('\n'));
        // wipe lines that the last picture had and this one has not
        frame.append("\u001b[J");
        drawn = lines.size();
        out.print(frame);
        out.flush();
    }

    /** Print a message above the picture. */
    synchronized void say(String message) {
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A\u001b[J");
            drawn = 0;
        }
        out.println(message);
        draw();
    }

    /** Cut a line to the terminal's width; colour codes take no room. */
    static String cut(String line, int width) {
        int shown = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\u001b') {
                i = line.indexOf('m', i);
            } else if (++shown >= width) {
                return line.substring(0, i) + "\u001b[0m";
            }
        }
        return line;
    }

    @Override
    public void close() {
        if (running) {
            running = false;
            thread.interrupt();
            draw();
        }
    }
}
