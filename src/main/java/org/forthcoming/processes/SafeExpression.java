package org.forthcoming.processes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether an expression of a diagram only reads: variables of the contract, compared and counted with, and calls of {@code
 * facts} and {@code dueDates}. Anything else could run code, so nothing else is let pass.
 */
final class SafeExpression {

    private static final Set<String> EXACTLY = Set.of("execution.processBusinessKey");
    private static final Pattern OF_DECISION =
            Pattern.compile("decisionResult\\.(getSingleResult\\(\\)\\.[a-z]\\w*|getSingleEntry\\(\\))");
    private static final Set<String> WORDS = Set.of(
            "null", "true", "false", "empty", "and", "or", "not", "eq", "ne", "lt", "gt", "le", "ge", "div", "mod");

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<string>'[^'\\\\{}$#]*'|\"[^\"\\\\{}$#]*\")|(?<number>\\d+(?:\\.\\d+)?)"
                    + "|(?<call>(?<bean>facts|dueDates)\\s*\\.\\s*(?<method>\\w+)\\s*\\()"
                    + "|(?<word>[A-Za-z_]\\w*)(?!\\s*[.(\\[])"
                    + "|(?<sign>==|!=|<=|>=|&&|\\|\\||[<>!?:+\\-*/%(),]))\\s*");

    private SafeExpression() {}

    /** Whether all expressions in this text are safe; text without one is. */
    static boolean is(String text) {
        var inside = inside(text);
        return inside != null && inside.stream().allMatch(SafeExpression::safe);
    }

    static boolean has(String text) {
        return text.contains("${") || text.contains("#{");
    }

    /** What stands in each ${…} or #{…}; null where one does not end. */
    private static List<String> inside(String text) {
        var found = new ArrayList<String>();
        for (int at = next(text, 0); at >= 0; at = next(text, at)) {
            var end = text.indexOf('}', at);
            if (end < 0) {
                return null;
            }
            found.add(text.substring(at + 2, end));
            at = end;
        }
        return found;
    }

    private static int next(String text, int from) {
        var one = text.indexOf("${", from);
        var other = text.indexOf("#{", from);
        return one < 0 ? other : other < 0 ? one : Math.min(one, other);
    }

    private static boolean safe(String expression) {
        var stripped = expression.strip();
        if (EXACTLY.contains(stripped) || OF_DECISION.matcher(stripped).matches()) {
            return true;
        }
        var token = TOKEN.matcher(expression);
        var at = 0;
        var afterValue = false;
        while (at < expression.length()) {
            if (!token.region(at, expression.length()).lookingAt() || !known(token)) {
                return false;
            }
            // A value right behind a value, or a bracket behind a name, is no comparison.
            var opens = token.group("call") != null || "(".equals(token.group("sign"));
            if (afterValue && "(".equals(token.group("sign"))) {
                return false;
            }
            afterValue = !opens
                    && (token.group("sign") == null && !WORDS.contains(String.valueOf(token.group("word")))
                            || ")".equals(token.group("sign")));
            at = token.end();
        }
        return !stripped.isEmpty();
    }

    private static boolean known(Matcher token) {
        if (token.group("call") != null) {
            return List.of(ModelContract.ANSWERS.get(token.group("bean")).getDeclaredMethods()).stream()
                    .anyMatch(method -> java.lang.reflect.Modifier.isPublic(method.getModifiers())
                            && method.getName().equals(token.group("method")));
        }
        var word = token.group("word");
        return word == null || WORDS.contains(word) || ModelContract.VARIABLES.contains(word);
    }
}
