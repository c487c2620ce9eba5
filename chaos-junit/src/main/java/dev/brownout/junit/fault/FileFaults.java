// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit.fault;

import dev.brownout.junit.ComponentTarget;
import dev.brownout.junit.FaultTarget;
import dev.brownout.junit.PreparedFault;
import java.time.Duration;

/** Every {@code file} fault of a component, as {@link ComponentTarget#file} offers them. */
public final class FileFaults {
    private final FaultTarget target;

    /**
     * Offer them.
     *
     * @param target what they are done to
     */
    public FileFaults(ComponentTarget target) {
        this.target = target;
    }

    /**
     * Prepare {@code file.alternate}. A file is bad and good in turn.
     *
     * @return the fault, to be told more or put in place
     */
    public Alternate alternate() {
        return new Alternate(target);
    }

    /**
     * Prepare {@code file.duplicate-rows}. Every row of a file stands in it several times.
     *
     * @return the fault, to be told more or put in place
     */
    public DuplicateRows duplicateRows() {
        return new DuplicateRows(target);
    }

    /**
     * Prepare {@code file.empty}. A file has no bytes.
     *
     * @return the fault, to be told more or put in place
     */
    public Empty empty() {
        return new Empty(target);
    }

    /**
     * Prepare {@code file.half-written}. A file ends in the middle of a row, as one that is being written.
     *
     * @return the fault, to be told more or put in place
     */
    public HalfWritten halfWritten() {
        return new HalfWritten(target);
    }

    /**
     * Prepare {@code file.null-field}. A value of a file is missing: null, or blank.
     *
     * @return the fault, to be told more or put in place
     */
    public NullField nullField() {
        return new NullField(target);
    }

    /**
     * Prepare {@code file.oversize}. A file grows: many times its rows, until it has a number of rows or of bytes.
     *
     * @return the fault, to be told more or put in place
     */
    public Oversize oversize() {
        return new Oversize(target);
    }

    /**
     * Prepare {@code file.truncate}. A file ends early, at the end of a row.
     *
     * @return the fault, to be told more or put in place
     */
    public Truncate truncate() {
        return new Truncate(target);
    }

    /**
     * Prepare {@code file.wrong-type}. A value of a file is of a type that nobody expects there.
     *
     * @return the fault, to be told more or put in place
     */
    public WrongType wrongType() {
        return new WrongType(target);
    }

    /** A file is bad and good in turn. */
    public static final class Alternate extends PreparedFault<Alternate> {
        private Alternate(FaultTarget target) {
            super(target, "file.alternate");
        }

        /**
         * Set {@code file} – the id of the file as its component declares it; may be left out where it declares only
         * one.
         *
         * @param file text; none unless given
         * @return this
         */
        public Alternate file(String file) {
            return set("file", file);
        }

        /**
         * Set {@code shape} – what it is while it is bad, with that fault's defaults: oversize, duplicate-rows, empty,
         * truncate, half-written, wrong-type or null-field.
         *
         * @param shape text; oversize unless given
         * @return this
         */
        public Alternate shape(String shape) {
            return set("shape", shape);
        }

        /**
         * Set {@code period} – how long the bad content stays, and how long the good one; stack time.
         *
         * @param period a duration, 50ms to 1h; 1s unless given
         * @return this
         */
        public Alternate period(Duration period) {
            return set("period", period);
        }

        /**
         * Set {@code write} – rename: a whole new file takes the place of the old one at once; in-place: the file
         * itself is written over, which a reader may see happen.
         *
         * @param write text; rename unless given
         * @return this
         */
        public Alternate write(String write) {
            return set("write", write);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Alternate life(Duration life) {
            return set("life", life);
        }
    }

    /** Every row of a file stands in it several times. */
    public static final class DuplicateRows extends PreparedFault<DuplicateRows> {
        private DuplicateRows(FaultTarget target) {
            super(target, "file.duplicate-rows");
        }

        /**
         * Set {@code file} – the id of the file as its component declares it; may be left out where it declares only
         * one.
         *
         * @param file text; none unless given
         * @return this
         */
        public DuplicateRows file(String file) {
            return set("file", file);
        }

        /**
         * Set {@code times} – how often each row stands in the file.
         *
         * @param times a whole number, 2 to 100000; 2 unless given
         * @return this
         */
        public DuplicateRows times(long times) {
            return set("times", times);
        }

        /**
         * Set {@code write} – rename: a whole new file takes the place of the old one at once; in-place: the file
         * itself is written over, which a reader may see happen.
         *
         * @param write text; rename unless given
         * @return this
         */
        public DuplicateRows write(String write) {
            return set("write", write);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public DuplicateRows life(Duration life) {
            return set("life", life);
        }
    }

    /** A file has no bytes. */
    public static final class Empty extends PreparedFault<Empty> {
        private Empty(FaultTarget target) {
            super(target, "file.empty");
        }

        /**
         * Set {@code file} – the id of the file as its component declares it; may be left out where it declares only
         * one.
         *
         * @param file text; none unless given
         * @return this
         */
        public Empty file(String file) {
            return set("file", file);
        }

        /**
         * Set {@code write} – rename: a whole new file takes the place of the old one at once; in-place: the file
         * itself is written over, which a reader may see happen.
         *
         * @param write text; rename unless given
         * @return this
         */
        public Empty write(String write) {
            return set("write", write);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Empty life(Duration life) {
            return set("life", life);
        }
    }

    /** A file ends in the middle of a row, as one that is being written. */
    public static final class HalfWritten extends PreparedFault<HalfWritten> {
        private HalfWritten(FaultTarget target) {
            super(target, "file.half-written");
        }

        /**
         * Set {@code file} – the id of the file as its component declares it; may be left out where it declares only
         * one.
         *
         * @param file text; none unless given
         * @return this
         */
        public HalfWritten file(String file) {
            return set("file", file);
        }

        /**
         * Set {@code keep} – the share of its bytes that is written, about.
         *
         * @param keep a number, 0.01 to 1; 0.5 unless given
         * @return this
         */
        public HalfWritten keep(double keep) {
            return set("keep", keep);
        }

        /**
         * Set {@code write} – rename: a whole new file takes the place of the old one at once; in-place: the file
         * itself is written over, which a reader may see happen.
         *
         * @param write text; rename unless given
         * @return this
         */
        public HalfWritten write(String write) {
            return set("write", write);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public HalfWritten life(Duration life) {
            return set("life", life);
        }
    }

    /** A value of a file is missing: null, or blank. */
    public static final class NullField extends PreparedFault<NullField> {
        private NullField(FaultTarget target) {
            super(target, "file.null-field");
        }

        /**
         * Set {@code file} – the id of the file as its component declares it; may be left out where it declares only
         * one.
         *
         * @param file text; none unless given
         * @return this
         */
        public NullField file(String file) {
            return set("file", file);
        }

        /**
         * Set {@code field} – which: a JSON pointer (JSON, YAML), a column (CSV), a key (properties), a line's first
         * word (text); if left out, the first value of a row that is no text, or the first.
         *
         * @param field text; none unless given
         * @return this
         */
        public NullField field(String field) {
            return set("field", field);
        }

        /**
         * Set {@code write} – rename: a whole new file takes the place of the old one at once; in-place: the file
         * itself is written over, which a reader may see happen.
         *
         * @param write text; rename unless given
         * @return this
         */
        public NullField write(String write) {
            return set("write", write);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public NullField life(Duration life) {
            return set("life", life);
        }
    }

    /** A file grows: many times its rows, until it has a number of rows or of bytes. */
    public static final class Oversize extends PreparedFault<Oversize> {
        private Oversize(FaultTarget target) {
            super(target, "file.oversize");
        }

        /**
         * Set {@code file} – the id of the file as its component declares it; may be left out where it declares only
         * one.
         *
         * @param file text; none unless given
         * @return this
         */
        public Oversize file(String file) {
            return set("file", file);
        }

        /**
         * Set {@code factor} – how many times its rows it gets at least.
         *
         * @param factor a whole number, 1 to 100000; 10 unless given
         * @return this
         */
        public Oversize factor(long factor) {
            return set("factor", factor);
        }

        /**
         * Set {@code rows} – how many rows it gets at least.
         *
         * @param rows a whole number, 0 to 10000000; 0 unless given
         * @return this
         */
        public Oversize rows(long rows) {
            return set("rows", rows);
        }

        /**
         * Set {@code bytes} – how many bytes it gets at least.
         *
         * @param bytes a whole number, 0 to 67108864; 0 unless given
         * @return this
         */
        public Oversize bytes(long bytes) {
            return set("bytes", bytes);
        }

        /**
         * Set {@code write} – rename: a whole new file takes the place of the old one at once; in-place: the file
         * itself is written over, which a reader may see happen.
         *
         * @param write text; rename unless given
         * @return this
         */
        public Oversize write(String write) {
            return set("write", write);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Oversize life(Duration life) {
            return set("life", life);
        }
    }

    /** A file ends early, at the end of a row. */
    public static final class Truncate extends PreparedFault<Truncate> {
        private Truncate(FaultTarget target) {
            super(target, "file.truncate");
        }

        /**
         * Set {@code file} – the id of the file as its component declares it; may be left out where it declares only
         * one.
         *
         * @param file text; none unless given
         * @return this
         */
        public Truncate file(String file) {
            return set("file", file);
        }

        /**
         * Set {@code keep} – the share of its bytes that is left, about.
         *
         * @param keep a number, 0.01 to 1; 0.5 unless given
         * @return this
         */
        public Truncate keep(double keep) {
            return set("keep", keep);
        }

        /**
         * Set {@code write} – rename: a whole new file takes the place of the old one at once; in-place: the file
         * itself is written over, which a reader may see happen.
         *
         * @param write text; rename unless given
         * @return this
         */
        public Truncate write(String write) {
            return set("write", write);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public Truncate life(Duration life) {
            return set("life", life);
        }
    }

    /** A value of a file is of a type that nobody expects there. */
    public static final class WrongType extends PreparedFault<WrongType> {
        private WrongType(FaultTarget target) {
            super(target, "file.wrong-type");
        }

        /**
         * Set {@code file} – the id of the file as its component declares it; may be left out where it declares only
         * one.
         *
         * @param file text; none unless given
         * @return this
         */
        public WrongType file(String file) {
            return set("file", file);
        }

        /**
         * Set {@code field} – which: a JSON pointer (JSON, YAML), a column (CSV), a key (properties), a line's first
         * word (text); if left out, the first value of a row that is no text, or the first.
         *
         * @param field text; none unless given
         * @return this
         */
        public WrongType field(String field) {
            return set("field", field);
        }

        /**
         * Set {@code write} – rename: a whole new file takes the place of the old one at once; in-place: the file
         * itself is written over, which a reader may see happen.
         *
         * @param write text; rename unless given
         * @return this
         */
        public WrongType write(String write) {
            return set("write", write);
        }

        /**
         * Set {@code life} – after what time it is undone even if nobody takes it away.
         *
         * @param life a duration, 100ms to 24h; 1h unless given
         * @return this
         */
        public WrongType life(Duration life) {
            return set("life", life);
        }
    }
}
