package org.forthcoming.communication;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.unbescape.html.HtmlEscape;

/**
 * Whether templates of mails only say what there is to say: they come from people who may write to customers, but not run
 * programs. Whatever is not known to be harmless is refused, wherever in the file it stands.
 */
public final class TemplateCheck {

    private static final Set<String> TAGS = Set.of(
            "html",
            "head",
            "title",
            "meta",
            "style",
            "body",
            "main",
            "h1",
            "h2",
            "h3",
            "h4",
            "p",
            "a",
            "div",
            "span",
            "strong",
            "em",
            "b",
            "i",
            "u",
            "small",
            "br",
            "hr",
            "ul",
            "ol",
            "li",
            "table",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "td",
            "th",
            "img",
            "blockquote",
            "th:block");
    private static final Set<String> WORKING = Set.of(
            "text",
            "if",
            "unless",
            "each",
            "remove",
            "replace",
            "switch",
            "case",
            "with",
            "fragment",
            "href",
            "lang",
            "block");

    private static final Pattern TAG = Pattern.compile("<\\s*/?\\s*([a-zA-Z][\\w:.-]*)");
    private static final Pattern WORKING_ATTRIBUTE = Pattern.compile("(?i)\\b(?:data-)?th[:-]([\\w-]+)");
    private static final Pattern HARMFUL = Pattern.compile(
            "(?i)[\\s\"'/]on[a-z]+\\s*=|javascript:|vbscript:|data:\\s*text|http-equiv|@import|<!--/\\*/|<!\\[CDATA|<\\?|<%");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\r\n\t]]");
    private static final Pattern FRAGMENT = Pattern.compile(
            "~\\{\\s*(?<file>layout|words\\.[a-z]{2}|\\$\\{'words\\.' \\+ language})?\\s*::\\s*(?<name>[a-z]\\w*)\\s*(?<end>[(},])?");
    private static final Pattern DECLARED = Pattern.compile(
            "th:fragment=\"(?<name>\\w+)(?:\\((?<of>[^)]*)\\))?\"|th:(?:each|with)=\"(?<local>[\\w ,]+?)\\s*[:=]");
    private static final Pattern SELECTION = Pattern.compile("\\.\\?\\[");
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<string>'[^'{}]*')|(?<number>\\d+)"
            + "|(?<path>(?:#root\\.)?[a-zA-Z_]\\w*(?:\\.[a-zA-Z_]\\w*)*)(?!\\s*[(\\[])"
            + "|(?<sign>==|!=|<=|>=|\\?:|&&|\\|\\||[<>!?:+\\-*/%()\\]]))\\s*");
    private static final Set<String> WORDS =
            Set.of("null", "true", "false", "and", "or", "not", "eq", "ne", "lt", "gt", "le", "ge");
    private static final Set<String> OF_LISTS =
            Set.of("empty", "size", "first", "last", "index", "count", "even", "odd");
    private static final Set<String> ROOTS = Set.of(
            "shop",
            "customer",
            "order",
            "fulfillment",
            "delays",
            "refund",
            "question",
            "withdrawal",
            "onTop",
            "questionPage",
            "message",
            "ratings",
            "language");
    private static final Set<String> NAMES = names();
    private static final Map<String, List<String>> SAID = Map.of(
            "DELAYED", List.of("new day", "no day", "old day", "reason", "nothing to do", "may cancel"),
            "words", List.of("silence means consent", "silence cancels", "may cancel after agreeing", "free"));

    private final SortedMap<String, byte[]> files;
    private final Map<String, Set<String>> fragments = new HashMap<>();
    private final List<String> faults = new ArrayList<>();

    private TemplateCheck(SortedMap<String, byte[]> files) {
        this.files = files;
    }

    /** What has to be mended in these templates, by their files' names, a sentence each. */
    public static List<String> faults(SortedMap<String, byte[]> files) {
        var check = new TemplateCheck(files);
        check.all();
        return check.faults;
    }

    private void all() {
        files.forEach((name, content) -> fragments.put(name, fragments(text(content))));
        files.forEach((name, content) -> template(name, text(content)));
        var needed = new TreeSet<>(Set.of("layout.html", "words.en.html"));
        Notice.OF_THE_PRODUCT.forEach(notice -> needed.add(notice + ".en.html"));
        needed.removeAll(files.keySet());
        needed.forEach(name -> faults.add("%s: this file is missing; Forthcoming needs it.".formatted(name)));
        SAID.forEach((file, said) -> files.keySet().stream()
                .filter(name -> name.startsWith(file + "."))
                .forEach(name -> said.stream()
                        .filter(one -> !text(files.get(name)).contains("data-says=\"" + one + "\""))
                        .forEach(one -> fault(
                                name,
                                "the paragraph marked data-says=\"%s\" is missing; the law asks for it"
                                        .formatted(one)))));
    }

    private void template(String name, String raw) {
        // What is written &#36; is a dollar when it runs.
        var text = HtmlEscape.unescapeHtml(raw);
        if (!name.startsWith("words.") && !raw.contains("<title")) {
            fault(name, "it has no title, which is the mail's subject");
        }
        if (!Arrays.equals(raw.getBytes(StandardCharsets.UTF_8), files.get(name))) {
            fault(name, "it is not written in UTF-8");
        }
        TAG.matcher(raw)
                .results()
                .map(found -> found.group(1))
                .filter(tag -> !TAGS.contains(tag.toLowerCase(java.util.Locale.ROOT)))
                .distinct()
                .forEach(tag -> fault(name, "a mail can't have <%s> in it".formatted(tag)));
        WORKING_ATTRIBUTE
                .matcher(raw)
                .results()
                .map(found -> found.group(1))
                .filter(attribute -> !WORKING.contains(attribute))
                .distinct()
                .forEach(attribute -> fault(name, "th:%s can't be used".formatted(attribute)));
        HARMFUL.matcher(text)
                .results()
                .map(found -> found.group().strip())
                .distinct()
                .forEach(found -> fault(name, "“%s” can't be used".formatted(found)));
        for (var sign : List.of("[[", "[(", "__", "*{", "#{", "@{", "\\$", "$ {")) {
            if (text.contains(sign)) {
                fault(name, "“%s” can't be used; a value is put in by th:text=\"${…}\"".formatted(sign));
            }
        }
        if (UNPRINTABLE.matcher(text).find()) {
            fault(name, "it has characters in it that can't be printed");
        }
        parts(name, text);
        values(name, text);
    }

    private void parts(String name, String text) {
        var at = 0;
        for (var from = text.indexOf("~{"); from >= 0; from = text.indexOf("~{", at)) {
            at = from + 2;
            var part = FRAGMENT.matcher(text).region(from, text.length());
            if (!part.lookingAt()) {
                fault(
                        name,
                        "“%s” takes nothing that there is; write it like ~{words.en :: greeting}"
                                .formatted(text.substring(from, Math.min(text.length(), from + 40))
                                        .lines()
                                        .findFirst()
                                        .orElse("")));
                continue;
            }
            var file = part.group("file");
            var wanted = part.group("name");
            var where = file == null ? name : file.startsWith("$") ? "words.en.html" : file + ".html";
            var there = fragments.getOrDefault(where, Set.of()).contains(wanted)
                    || file == null && text.contains("<" + wanted);
            if (!there) {
                fault(name, "there is no part “%s” in %s".formatted(wanted, where));
            }
        }
    }

    private void values(String name, String text) {
        var locals = locals(text);
        for (var from = text.indexOf("${"); from >= 0; from = text.indexOf("${", from + 2)) {
            var end = text.indexOf('}', from);
            var expression = end < 0 ? text.substring(from) : text.substring(from + 2, end);
            if (end < 0 || !safe(expression, locals)) {
                fault(
                        name,
                        "${%s} uses what there is not, or does more than to compare; see the list of values"
                                .formatted(expression.length() > 80 ? expression.substring(0, 80) + "…" : expression));
            }
        }
    }

    private static boolean safe(String expression, Set<String> locals) {
        if (expression.equals("'words.' + language")) {
            return true;
        }
        // A selection, list.?[condition], is read as its list and its condition.
        var selects = SELECTION.matcher(expression).find();
        var plain = SELECTION.matcher(expression).replaceAll(" ? ");
        if (!selects && plain.contains("]")) {
            return false;
        }
        var token = TOKEN.matcher(plain);
        var at = 0;
        while (at < plain.length()) {
            if (!token.region(at, plain.length()).lookingAt()) {
                return false;
            }
            if (token.group("path") != null && !known(token.group("path"), locals, selects)) {
                return false;
            }
            at = token.end();
        }
        return !plain.isBlank();
    }

    private static boolean known(String path, Set<String> locals, boolean selects) {
        if (WORDS.contains(path)) {
            return true;
        }
        var names = path.startsWith("#root.") ? path.substring(6).split("\\.") : path.split("\\.");
        var root = ROOTS.contains(names[0]) || locals.contains(names[0]) || selects && NAMES.contains(names[0]);
        return root && Arrays.stream(names).skip(1).allMatch(name -> NAMES.contains(name) || OF_LISTS.contains(name));
    }

    private static Set<String> fragments(String text) {
        return DECLARED.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Names that a template gives to values itself. */
    private static Set<String> locals(String text) {
        var locals = new HashSet<String>();
        DECLARED.matcher(text)
                .results()
                .forEach(found -> Stream.of(found.group(2), found.group(3))
                        .filter(java.util.Objects::nonNull)
                        .flatMap(names -> Arrays.stream(names.split(",")))
                        .map(String::strip)
                        .forEach(locals::add));
        return locals;
    }

    private static Set<String> names() {
        var names = new HashSet<>(Set.of("name", "email", "phone", "address"));
        for (var facts : MailFacts.class.getDeclaredClasses()) {
            if (facts.isRecord()) {
                Arrays.stream(facts.getRecordComponents()).forEach(one -> names.add(one.getName()));
            }
        }
        return names;
    }

    private void fault(String name, String what) {
        faults.add("%s: %s.".formatted(name, what));
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
