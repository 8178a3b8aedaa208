package org.forthcoming.processes.trial;

/** A trial did not come to its end; the message tells why in a sentence. */
class TrialFailed extends Exception {

    TrialFailed(String sentence) {
        super(sentence);
    }
}
