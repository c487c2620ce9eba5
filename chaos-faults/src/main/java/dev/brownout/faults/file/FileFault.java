package dev.brownout.faults.file;

import dev.brownout.api.ConfigFile.Format;
import dev.brownout.api.Fault;
import java.time.Duration;

/** What the faults of a file have in common. */
interface FileFault extends Fault {

    /** Returns which file it is done to, how, and for how long. */
    Touch touch();

    /**
     * Make the content that is put in place.
     *
     * @param format how the file is written
     * @param good the content before
     * @return another content
     * @throws dev.brownout.api.BrownoutException if this fault cannot be made of that content
     */
    byte[] bad(Format format, byte[] good);

    /**
     * Recognise the fault in a content.
     *
     * @param format how the file is written
     * @param good the content as it was without any fault
     * @param now another content
     * @return whether that content is as this fault makes it
     */
    boolean shows(Format format, byte[] good, byte[] now);

    /**
     * Tell how long the fault may show a good content between two bad ones.
     *
     * @return zero where it never does
     */
    default Duration goodFor() {
        return Duration.ZERO;
    }
}
