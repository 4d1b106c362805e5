package dev.gantry.novaconfig.store;

import dev.gantry.novaconfig.model.finding.Finding;

/** A finding as it stands in the row of its revision. */
record FindingJson(String severity, String code, String subject, String text, String next) {

    static FindingJson of(Finding f) {
        return new FindingJson(f.severity().name(), f.code(), f.subject(), f.text(), f.next());
    }

    Finding finding() {
        return new Finding(Finding.Severity.valueOf(severity), code, subject, text, next);
    }
}
