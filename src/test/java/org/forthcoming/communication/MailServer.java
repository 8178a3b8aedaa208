package org.forthcoming.communication;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mail server that answers one step of the talk as the test wants, and takes everything otherwise. It may stall: then it
 * takes a mail and does not say so.
 */
public final class MailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final String step;
    private final Deque<String> answers;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);

    /**
     * @param step what the client says, such as RCPT; "HELLO" for the greeting, "TEXT" for the end of the mail
     * @param answers one for each time; afterwards it takes everything
     */
    public MailServer(String step, String... answers) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.step = step;
        this.answers = new ArrayDeque<>(List.of(answers));
        inBackground(this::serve);
    }

    private static void inBackground(Runnable work) {
        var thread = new Thread(work, "mail server");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on takes mails without saying so, until it goes on. */
    public void stall() {
        stallAfter(0);
    }

    /** The same when it has taken so many more. */
    public void stallAfter(int mails) {
        unanswered.set(-mails);
        mayAnswer = new CountDownLatch(1);
    }

    public void goOn() {
        mayAnswer.countDown();
    }

    /** How many mails it took since it stalled. */
    public int unanswered() {
        return unanswered.get();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** All that clients said. */
    public List<String> heard() {
        return heard;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                inBackground(() -> talk(client));
            } catch (IOException closed) {
                // the test is over
            }
        }
    }

    private void talk(Socket connection) {
        try (var client = connection) {
            converse(client);
        } catch (IOException | InterruptedException closed) {
            // the client hung up, or the test is over
        }
    }

    private void converse(Socket client) throws IOException, InterruptedException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8);
        say(out, "HELLO", "220 ready");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            var verb = line.split("[ :]")[0].toUpperCase();
            switch (verb) {
                case "EHLO", "HELO" -> say(out, verb, "250 mail.example");
                case "DATA" -> {
                    if (say(out, verb, "354 go on").startsWith("354")) {
                        for (var text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                            heard.add(text);
                        }
                        if (unanswered.incrementAndGet() > 0) {
                            mayAnswer.await();
                        }
                        say(out, "TEXT", "250 taken");
                    }
                }
                case "QUIT" -> {
                    say(out, verb, "221 bye");
                    return;
                }
                default -> say(out, verb, "250 fine");
            }
        }
    }

    private synchronized String say(PrintWriter out, String to, String otherwise) {
        var answer = to.equals(step) && !answers.isEmpty() ? answers.pop() : otherwise;
        if (!answer.isEmpty()) {
            out.print(answer + "\r\n");
            out.flush();
        }
        return answer;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
