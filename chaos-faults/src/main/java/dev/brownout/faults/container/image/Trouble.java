package dev.brownout.faults.container.image;

import dev.brownout.faults.container.Command;
import java.util.stream.Stream;

/** What keeps an image from being made, told so that somebody knows what to do. */
final class Trouble {
    private static final int LINES = 6;

    private Trouble() {}

    static String words(String image, Command.Ended ended) {
        var all = ended.output() + "\n" + ended.errors();
        if (all.contains("no space left on device") || all.contains("No space left on device")) {
            return "there must be room for it, but a disk is full: " + last(all, "o space left on device")
                    + "; docker system df tells what Docker holds, df -h what is left here";
        }
        var apt = all.lines()
                .map(Trouble::ofApt)
                .filter(l -> l.startsWith("E: "))
                .distinct()
                .limit(LINES)
                .toList();
        if (!apt.isEmpty()) {
            return "its packages must install, but apt says: " + String.join(" | ", apt)
                    + "; see that apt-get update works on this machine"
                    + (image.equals("base")
                            ? ""
                            : ", and in a container: docker run --rm brownout/base apt-get update");
        }
        var lines = Stream.concat(ended.output().lines(), ended.errors().lines())
                .filter(l -> !l.isBlank())
                .toList();
        return "it ended with " + ended.code() + ":\n      "
                + String.join("\n      ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    /** mmdebstrap and BuildKit put words of their own before a line. */
    private static String ofApt(String line) {
        int at = line.indexOf("E: ");
        return at == 0 || (at > 0 && line.charAt(at - 1) == ' ')
                ? line.substring(at).strip()
                : line.strip();
    }

    private static String last(String text, String what) {
        return text.lines()
                .filter(l -> l.contains(what))
                .reduce("", (a, b) -> b)
                .strip();
    }
}
