package org.forthcoming.processes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether files may be taken at all, by their names and sizes. */
final class UploadCheck {

    static final int LARGEST = 700_000;

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{1,59}\\.(bpmn|dmn|form)"
            + "|mails/(layout|words\\.[a-z]{2}|[A-Z][A-Z0-9_]{1,39}\\.[a-z]{2})\\.html");

    private UploadCheck() {}

    static List<String> faults(Map<String, byte[]> files) {
        var faults = new ArrayList<String>();
        var size = 0;
        for (var file : files.entrySet()) {
            if (!NAME.matcher(file.getKey()).matches()) {
                faults.add(
                        ("%s: a file is named like Backorder.bpmn, LawProfile.dmn, PackAndShip.form, SHIPPED.en.html,"
                                        + " words.en.html or layout.html.")
                                .formatted(shown(file.getKey())));
            }
            size += file.getValue() == null ? 0 : file.getValue().length;
        }
        if (size > LARGEST) {
            faults.add("The files are larger than %d kB together; bring fewer at once.".formatted(LARGEST / 1000));
        }
        return faults;
    }

    private static String shown(String name) {
        var text = name.replaceAll("\\p{Cntrl}", "");
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
