package org.forthcoming.processes;

import java.util.regex.Pattern;

/** Puts in words why a step failed, from what it said itself: the common causes, and else its own sentence. */
enum Why {
    MAIL_SERVER_SILENT(
            "the mail server did not answer in time",
            "(?i)^(?!.*Couldn't connect)(?=.*(?:mail|smtp)).*(?:timed out|SocketTimeout)"),
    MAIL_SERVER_UNREACHABLE(
            "the mail server can't be reached",
            "Couldn't connect to host|MailConnectException|UnknownHost|Connection refused|Mail server connection failed"),
    MAIL_SERVER_LOGIN(
            "the mail server does not accept the shop's user and password",
            "AuthenticationFailed|Authentication failed|\\b535\\b"),
    MAIL_REFUSED(
            "the mail server did not take the mail",
            "(?i)SMTPSendFailed|SMTPAddressFailed|SendFailedException|MailSendException|Failed messages"),
    TEMPLATE("the mail can't be written, because its template has a fault", "(?i)template"),
    DATABASE(
            "the database did not do what was asked",
            "(?i)\\bJDBC\\b|\\bSQL|could not execute|could not (?:open|obtain)|Connection is not available|deadlock|JpaSystem|persistence"),
    RACE(
            "something else changed the same at the same moment",
            "(?i)OptimisticLock|updated by another transaction|ENGINE-03005"),
    CANNOT_FOLLOW(
            "it waits where the other diagram can't take it over", "(?i)\\bmigrat(?:e|ed|ion)\\b|ENGINE-230\\d\\d"),
    TABLE("a decision table can't be evaluated", "(?i)\\bDMN|FEEL|decision table"),
    DIAGRAM(
            "the diagram asks for something that there is not",
            "(?i)Unknown property used in expression|Cannot resolve identifier|Unknown method|unknown (?:message|error|notice)"),
    UNKNOWN("something happened that nobody expected", "");

    private static final int LONGEST_SENTENCE = 200;

    /** What a person wrote to be read by people. */
    private static final Pattern SENTENCE = Pattern.compile("\\p{Lu}[^\\n{}<>@;]*[.!?]");

    private static final Pattern TECHNICAL = Pattern.compile("Exception|\\w\\.\\w+\\.\\w|null|ENGINE-\\d");

    private final String words;
    private final Pattern sign;

    Why(String words, String sign) {
        this.words = words;
        this.sign = Pattern.compile(sign, Pattern.DOTALL);
    }

    static String words(String said) {
        if (said == null || said.isBlank()) {
            return UNKNOWN.words;
        }
        for (var cause : values()) {
            if (cause != UNKNOWN && cause.sign.matcher(said).find()) {
                return cause.words;
            }
        }
        var sentence = said.strip();
        return sentence.length() <= LONGEST_SENTENCE
                        && SENTENCE.matcher(sentence).matches()
                        && !TECHNICAL.matcher(sentence).find()
                ? "it said “%s”".formatted(sentence)
                : UNKNOWN.words;
    }
}
