package dev.brownout.scenarios.report;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.Finding;
import dev.brownout.api.Finding.Weight;
import dev.brownout.scenarios.judge.Row;
import dev.brownout.scenarios.judge.Row.RowVerdict;
import dev.brownout.scenarios.judge.Verdict;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a verdict as JUnit XML in the shape that Surefire writes and the usual CI servers read: a test case for each
 * expectation, each fault's proof, each invariant, recovery, and the verdict itself. What broke is a {@code failure}, what
 * could not be judged an {@code error}, so neither turns a build green.
 */
public final class JunitXmlReport {
    private JunitXmlReport() {}

    /**
     * Write the report.
     *
     * @param verdict the verdict
     * @param suite the suite's name where the verdict has no plan
     * @return XML 1.0 text
     */
    public static String write(Verdict verdict, String suite) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            suite(
                    xml,
                    verdict,
                    verdict.plan().map(p -> "brownout." + p.scenario()).orElse(suite));
            xml.writeEndDocument();
            return text + "\n";
        } catch (XMLStreamException e) {
            throw new BrownoutException("JUnit XML cannot be written: " + e.getMessage(), e);
        }
    }

    private record Case(String name, Optional<Finding> finding, String output) {}

    private static List<Case> cases(Verdict v) {
        var cases = new java.util.ArrayList<Case>();
        for (var r : v.rows()) {
            if (r.verdict() != RowVerdict.NONE) {
                cases.add(new Case("expectation: " + r.capability() + " in " + r.phase(), about(v, r), r.toString()));
            }
        }
        for (var p : v.proofs()) {
            cases.add(new Case(
                    "proof: " + p.fault(),
                    v.findings().stream()
                            .filter(f -> f.rule().equals("proof")
                                    && f.subject().equals(p.fault())
                                    && f.weight() != Weight.NOTE)
                            .findFirst(),
                    p.reading()));
        }
        v.plan()
                .ifPresent(plan -> plan.checkers()
                        .keySet()
                        .forEach(c -> cases.add(new Case(
                                "invariant: " + c,
                                v.findings().stream()
                                        .filter(f -> f.rule().equals(c)
                                                || (f.rule().equals("checker")
                                                        && f.subject().equals(c)))
                                        .findFirst(),
                                ""))));
        cases.add(new Case(
                "recovery",
                v.findings().stream()
                        .filter(f -> f.rule().equals("recovery") || f.rule().equals("re-open-order"))
                        .findFirst(),
                v.recoveredMillis().map(ms -> ms + " ms").orElse("")));
        cases.add(new Case(
                "verdict",
                v.outcome().exitCode() == 0
                        ? Optional.empty()
                        : v.findings().stream().findFirst(),
                v.outcome().name()));
        return cases;
    }

    private static Optional<Finding> about(Verdict v, Row r) {
        var subject = r.capability() + " in " + r.phase();
        return v.findings().stream()
                .filter(f -> f.subject().equals(subject) && f.weight() != Weight.NOTE)
                .findFirst()
                .or(() -> r.verdict() == RowVerdict.NOT_JUDGED
                        ? Optional.of(new Finding(
                                "expectation",
                                Weight.INCONCLUSIVE,
                                subject,
                                subject + " was not judged: a fault of this phase is not proven",
                                List.of()))
                        : Optional.empty());
    }

    private static void suite(XMLStreamWriter xml, Verdict verdict, String name) throws XMLStreamException {
        var cases = cases(verdict);
        long failures = cases.stream().filter(c -> failed(c, true)).count();
        long errors = cases.stream().filter(c -> failed(c, false)).count();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", clean(name));
        xml.writeAttribute("tests", String.valueOf(cases.size()));
        xml.writeAttribute("failures", String.valueOf(failures));
        xml.writeAttribute("errors", String.valueOf(errors));
        xml.writeAttribute("skipped", "0");
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", verdict.playedMillis() / 1000));
        for (var c : cases) {
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", clean(name));
            xml.writeAttribute("name", clean(c.name()));
            xml.writeAttribute("time", "0");
            if (c.finding().isPresent()) {
                var f = c.finding().get();
                xml.writeStartElement(failure(f) ? "failure" : "error");
                xml.writeAttribute("type", clean(f.rule()));
                xml.writeAttribute("message", clean(f.message()));
                xml.writeCharacters(clean(f.message() + "\njournal lines: " + f.evidence()));
                xml.writeEndElement();
            }
            if (!c.output().isEmpty()) {
                xml.writeStartElement("system-out");
                xml.writeCharacters(clean(c.output()));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static boolean failed(Case c, boolean failure) {
        return c.finding().isPresent() && failure(c.finding().get()) == failure;
    }

    private static boolean failure(Finding f) {
        return f.weight() == Weight.FAILURE || f.weight() == Weight.NOT_RESTORED;
    }

    /** Leave out characters that XML 1.0 does not allow (section 2.2): probes quote what a system under test said. */
    private static String clean(String text) {
        return text.codePoints()
                .filter(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || (c >= 0x20 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
