package dev.brownout.faults.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brownout.api.BrownoutException;
import dev.brownout.api.ConfigFile.Format;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class RowsTests {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String grown(Format format, String content, int rows, boolean fresh) {
        return text(Rows.of(format, bytes(content)).grown(rows, fresh));
    }

    private static String with(Format format, String content, String where, boolean nothing) {
        var rows = Rows.of(format, bytes(content));
        return text(rows.with(rows.find(where), nothing));
    }

    @Test
    void should_grow_the_longest_list_of_a_json_file() {
        var content = "{\"version\":1,\"features\":[{\"name\":\"a\",\"weight\":1},{\"name\":\"b\",\"weight\":2}]}";
        assertThat(grown(Format.JSON, content, 3, true))
                .isEqualTo("{\"version\":1,\"features\":[{\"name\":\"a\",\"weight\":1},{\"name\":\"b\",\"weight\":2},"
                        + "{\"name\":\"a-3\",\"weight\":1}]}");
        assertThat(Rows.of(Format.JSON, bytes(grown(Format.JSON, content, 6, false)))
                        .repeated())
                .isEqualTo(4);
    }

    @Test
    void should_grow_an_object_where_there_is_no_list_but_not_repeat_its_keys() {
        assertThat(grown(Format.JSON, "{\"a\":1,\"b\":2}", 3, true)).isEqualTo("{\"a\":1,\"b\":2,\"a-3\":1}");
        assertThatThrownBy(() -> grown(Format.JSON, "{\"a\":1}", 2, false))
                .isInstanceOf(BrownoutException.class)
                .hasMessageStartingWith("file must have an array of rows to repeat one as it is");
    }

    @Test
    void should_grow_yaml_that_stays_yaml() {
        var tree =
                new YAMLMapper().readTree(grown(Format.YAML, "# x\nfeatures:\n  - name: a\n    on: true\n", 5, true));
        assertThat(tree.at("/features").size()).isEqualTo(5);
        assertThat(tree.at("/features/4/name").stringValue()).isEqualTo("a-5");
    }

    @Test
    void should_grow_csv_behind_its_header_with_quotes_and_line_ends_of_its_own() {
        assertThat(grown(Format.CSV, "name,note\r\n\"a\",\"x, \"\"y\"\"\r\nz\"\r\n", 2, true))
                .isEqualTo("name,note\r\n\"a\",\"x, \"\"y\"\"\r\nz\"\r\n\"a-2\",\"x, \"\"y\"\"\r\nz\"\r\n");
    }

    @Test
    void should_grow_properties_that_can_be_loaded() throws IOException {
        var grown = grown(Format.PROPERTIES, "# c\na.b = 1\nlong=x\\\n  y\nlast=2", 6, true);
        var properties = new Properties();
        properties.load(new StringReader(grown));
        assertThat(properties)
                .containsEntry("a.b", "1")
                .containsEntry("a.b-4", "1")
                .containsEntry("long-5", "xy")
                .containsEntry("last-6", "2")
                .hasSize(6);
        assertThat(grown).startsWith("# c\n");
    }

    @Test
    void should_grow_lines_of_text_and_keep_comments() {
        assertThat(grown(Format.TEXT, "# map\nbot-1 1;\nbot-2 1;\n# end\n", 3, true))
                .isEqualTo("# map\nbot-1 1;\nbot-2 1;\nbot-1-3 1;\n# end\n");
        assertThat(grown(Format.TEXT, "bot-1 1;", 2, false)).isEqualTo("bot-1 1;\nbot-1 1;");
    }

    @Test
    void should_have_nothing_to_grow_in_a_file_without_rows() {
        for (var format : Format.values()) {
            assertThatThrownBy(() -> grown(format, format == Format.JSON ? "{}" : "# nothing\n", 3, true))
                    .as(format.name())
                    .isInstanceOf(BrownoutException.class)
                    .hasMessage("file must have at least one row to repeat, but has none");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "JSON|{\"v\":1,\"f\":[{\"n\":\"a\",\"w\":1}]}||{\"v\":1,\"f\":[{\"n\":\"a\",\"w\":\"not-a-number\"}]}",
                "JSON|{\"v\":1,\"f\":[{\"n\":\"a\",\"w\":1}]}|/f/0/n|{\"v\":1,\"f\":[{\"n\":{},\"w\":1}]}",
                "CSV|n,w~a,1~b,2~|w|n,w~a,not-a-number~b,2~",
                "PROPERTIES|a = x~b : 7~||a = x~b : not-a-number~",
                "PROPERTIES|a=x~b=7~|a|a=0~b=7~",
                "TEXT|server one weight=5;~||server one weight=not-a-number;~",
            })
    void should_put_another_type_in_place(Format format, String content, String where, String expected) {
        assertThat(with(format, content.replace('~', '\n'), where == null ? "" : where, false))
                .isEqualTo(expected.replace('~', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "JSON|{\"f\":[{\"n\":\"a\",\"w\":1}]}|/f/0/n|{\"f\":[{\"n\":null,\"w\":1}]}",
                "CSV|n,w~a,1~b,2~|n|n,w~,1~b,2~",
                "PROPERTIES|a=x~b=7~|b|a=x~b=~",
                "TEXT|bot-1 1;~|bot-1|bot-1 ;~",
            })
    void should_blank_a_value(Format format, String content, String where, String expected) {
        var before = Rows.of(format, bytes(content.replace('~', '\n')));
        var place = before.find(where);
        var now = with(format, content.replace('~', '\n'), where, true);
        assertThat(now).isEqualTo(expected.replace('~', '\n'));
        assertThat(Rows.of(format, bytes(now)).typeOf(place)).isIn("null", "missing");
    }

    @Test
    void should_name_what_a_file_is_not() {
        assertThatThrownBy(() -> Rows.of(Format.JSON, bytes("{\"a\":")))
                .isInstanceOf(BrownoutException.class)
                .hasMessageStartingWith("file must be JSON, but is not: ");
        assertThatThrownBy(() -> Rows.of(Format.JSON, bytes("{\"a\":1}")).find("/b"))
                .isInstanceOf(BrownoutException.class)
                .hasMessage(
                        "field must be a JSON pointer to a value of the file, such as /features/0/name, but was \"/b\"");
        assertThatThrownBy(() -> Rows.of(Format.CSV, bytes("n,w\na,1\n")).find("x"))
                .isInstanceOf(BrownoutException.class)
                .hasMessage("field must be one of the file's, but was \"x\"");
    }

    @Test
    void should_cut_behind_a_row_or_within_one() {
        var content = bytes("one 1\ntwo 2\nthree 3\nfour 4\n");
        assertThat(text(Contents.cut(content, 0.5, true))).isEqualTo("one 1\ntwo 2\n");
        var torn = Contents.cut(content, 0.5, false);
        assertThat(Contents.begins(content, torn)).isTrue();
        assertThat(Contents.atRowEnd(content, torn.length)).isFalse();
        assertThatThrownBy(() -> Contents.cut(bytes("x"), 0.5, false)).isInstanceOf(BrownoutException.class);
    }

    @Test
    void should_write_a_tree_as_it_was_written_before() {
        var indented = "{\n  \"f\": [1, 2]\n}\n";
        assertThat(grown(Format.JSON, indented, 3, true)).contains("\n");
        assertThat(new JsonMapper()
                        .readTree(grown(Format.JSON, indented, 3, true))
                        .at("/f")
                        .size())
                .isEqualTo(3);
    }
}
