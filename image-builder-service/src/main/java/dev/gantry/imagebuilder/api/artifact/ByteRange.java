package dev.gantry.imagebuilder.api.artifact;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One range of a file, both ends included; outside when it begins after the end. */
record ByteRange(long from, long to) {

    // bytes=0-1023, bytes=1024-, bytes=-500
    private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** Empty for what RFC 9110 section 14.2 lets a server ignore: several ranges, other units, nonsense. */
    static Optional<ByteRange> parse(String header, long bytes) {
        Matcher m = FORM.matcher(header.strip());
        if (!m.matches() || (m.group(1).isEmpty() && m.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (m.group(1).isEmpty()) {
            long last = Long.parseLong(m.group(2));
            return Optional.of(
                    last == 0 ? new ByteRange(bytes, 0) : new ByteRange(Math.max(0, bytes - last), bytes - 1));
        }
        long from = Long.parseLong(m.group(1));
        long to = m.group(2).isEmpty() ? bytes - 1 : Math.min(bytes - 1, Long.parseLong(m.group(2)));
        if (from < bytes && to < from) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(from, to));
    }

    boolean isOutside() {
        return to < from;
    }

    long length() {
        return to - from + 1;
    }
}
