package dev.brownout.faults.file;

import dev.brownout.api.Reload;
import dev.brownout.api.UndoLedger;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who reads a file: a component's process or its container. Thread safe. */
interface Reader {
    /** How long after its bytes a file may get its mode and times; a component that watches may read it in between. */
    Duration BETWEEN = Duration.ofMillis(200);

    /** Returns whether it is known at all who reads it. */
    boolean known();

    /** Returns what runs now, in a word that is another one after every start; empty when nothing does. */
    Optional<String> life();

    /** Returns where its log ends now. */
    long logEnd();

    /** Returns the lines it has logged since {@code end}, those apart that were logged before the file was changed. */
    List<String> logged(long end, FileTime changed) throws IOException;

    /** Returns where it answers HTTP now. */
    Optional<InetSocketAddress> serves();

    /** Returns a file as it sees it. */
    Place sees(Place place, Optional<String> life);

    /** Says how to make it read a file again, for {@link Reloads}. */
    Map<String, String> reload(Reload reload, Place place);

    /** Returns whether we may start it again, and it can be. */
    boolean startable();

    /** Starts it again. */
    void start();

    /** Writes down how to start it again. */
    Optional<UndoLedger.Entry> writeRestart(UndoLedger ledger);
}
