package dev.brownout.scenarios.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class HtmlTests {
    @Test
    void should_escape_text_and_attributes() {
        assertThat(new Html().el("b", "<i>&\"'", "title", "\"><x").finish())
                .isEqualTo("<b title=\"&quot;&gt;&lt;x\">&lt;i&gt;&amp;&quot;&#39;</b>");
    }

    @Test
    void should_show_characters_that_steer_as_replaced() {
        assertThat(Html.escape("a\u0007b\u202Ec\u2067d\ne")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\ne");
    }

    @Test
    void should_not_give_a_page_with_an_open_element() {
        assertThatIllegalStateException().isThrownBy(() -> new Html().open("p").finish());
    }
}
