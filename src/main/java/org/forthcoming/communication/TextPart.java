package org.forthcoming.communication;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Makes the text part of a mail from its HTML: links with their addresses, lists, one line where a line was meant. */
final class TextPart {

    private static final Set<String> PARAGRAPHS = Set.of(
            "p", "h1", "h2", "h3", "ul", "ol", "table", "main", "section", "header", "footer", "blockquote", "dl");
    private static final Set<String> LINES = Set.of("div", "tr", "li", "dt", "dd");
    private static final Pattern SPACES = Pattern.compile("[ \\t\\r\\n\\f]+");

    private final List<String> lines = new ArrayList<>(List.of(""));

    /** In a box everything stands close together. */
    private boolean boxed;

    private TextPart() {}

    static String of(String html) {
        var text = new TextPart();
        text.write(Jsoup.parse(html).body());
        return String.join("\n", text.lines).strip() + "\n";
    }

    private void write(Node node) {
        if (node instanceof TextNode words) {
            say(words.getWholeText());
        } else if (node instanceof Element element) {
            write(element);
        }
    }

    private void write(Element element) {
        var name = element.normalName();
        if (name.equals("style") || element.attr("aria-hidden").equals("true")) {
            return;
        }
        switch (name) {
            case "br" -> line();
            case "img" -> say(element.attr("alt"));
            default -> {
                before(element, name);
                element.childNodes().forEach(this::write);
                after(element, name);
            }
        }
    }

    private void before(Element element, String name) {
        if (element.hasClass("box")) {
            paragraph();
            boxed = true;
        } else if (PARAGRAPHS.contains(name)) {
            paragraph();
        } else if (LINES.contains(name)) {
            line();
        } else if (name.equals("td") || name.equals("th")) {
            gap();
        }
        if (name.equals("li")) {
            say("- ");
        }
    }

    private void after(Element element, String name) {
        if (name.equals("a")) {
            address(element);
        } else if (element.hasClass("box")) {
            boxed = false;
            paragraph();
        } else if (name.equals("h1") || name.equals("h2")) {
            var heading = lines.get(lines.size() - 1);
            line();
            say((name.equals("h1") ? "=" : "-").repeat(heading.length()));
            line();
        } else if (PARAGRAPHS.contains(name)) {
            paragraph();
        } else if (LINES.contains(name)) {
            line();
        }
    }

    /** In brackets within a sentence, so that no reader takes the full stop for a part of the address. */
    private void address(Element link) {
        var address = link.attr("href");
        if (link.hasClass("button")) {
            say(": " + address);
            line();
        } else if (!address.isEmpty() && !address.equals("mailto:" + link.text())) {
            say(" <" + address + ">");
        }
    }

    private void say(String words) {
        var last = lines.size() - 1;
        var line = lines.get(last);
        var more = SPACES.matcher(words).replaceAll(" ").replace('\u00a0', ' ');
        if (line.isEmpty() || line.endsWith(" ")) {
            more = more.stripLeading();
        }
        lines.set(last, line + more);
    }

    /** Between two cells of a table. */
    private void gap() {
        var last = lines.size() - 1;
        if (!lines.get(last).isBlank()) {
            lines.set(last, lines.get(last).stripTrailing() + "  ");
        }
    }

    private void line() {
        var last = lines.size() - 1;
        lines.set(last, lines.get(last).stripTrailing());
        if (!lines.get(last).isEmpty()) {
            lines.add("");
        }
    }

    private void paragraph() {
        line();
        if (!boxed && lines.size() > 1 && !lines.get(lines.size() - 2).isEmpty()) {
            lines.add("");
        }
    }
}
