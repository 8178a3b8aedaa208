package org.forthcoming.communication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How a mail reads without its HTML. */
class TextPartTest {

    @Test
    void paragraphs_are_apart_and_lines_are_kept() {
        assertThat(TextPart.of("<p>One\n   two</p><p>three<br>four</p>")).isEqualTo("One two\n\nthree\nfour\n");
    }

    @Test
    void a_link_is_told_with_its_address() {
        assertThat(TextPart.of("<p>Look <a href='https://shop.example/o?a=1&amp;b=2'>here</a>.</p>"))
                .isEqualTo("Look here <https://shop.example/o?a=1&b=2>.\n");
    }

    @Test
    void an_address_that_is_shown_anyway_is_not_told_twice() {
        assertThat(TextPart.of("<p><a href='mailto:a@b.example'>a@b.example</a></p>"))
                .isEqualTo("a@b.example\n");
    }

    @Test
    void lists_and_tables_have_a_line_for_each_item_and_row() {
        assertThat(TextPart.of("<ul><li>one</li><li>two</li></ul>"
                        + "<table><tr><td>2 ×</td><td>Lamp</td></tr><tr><td>1 ×</td><td>Book</td></tr></table>"))
                .isEqualTo("- one\n- two\n\n2 ×  Lamp\n1 ×  Book\n");
    }

    @Test
    void headings_are_underlined() {
        assertThat(TextPart.of("<h1>Thanks</h1><p>for it</p>")).isEqualTo("Thanks\n======\n\nfor it\n");
    }

    @Test
    void what_is_in_a_box_stays_together() {
        assertThat(TextPart.of(
                        "<p>So:</p><div class='box'><p>Ships</p><table><tr><td>Lamp</td></tr></table></div><p>Bye</p>"))
                .isEqualTo("So:\n\nShips\nLamp\n\nBye\n");
    }
}
