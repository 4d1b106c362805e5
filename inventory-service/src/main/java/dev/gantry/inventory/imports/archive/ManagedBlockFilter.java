package dev.gantry.inventory.imports.archive;

import dev.gantry.contracts.nova.ManagedBlockMarkers;

/**
 * A file in which nova-config may have written: its lines tell what hosts have. Read as what is desired of them, they would hold against every
 * change that is not carried out yet.
 *
 * @param others the file without them; other lines keep their numbers
 */
record ManagedBlockFilter(boolean areThere, String others) {

    static ManagedBlockFilter of(String text) {
        StringBuilder others = new StringBuilder();
        int from = 0;
        int begin = next(text, ManagedBlockMarkers.BEGIN, 0);
        while (begin >= 0) {
            int end = next(text, ManagedBlockMarkers.END, begin);
            if (end < 0) {
                break;
            }
            int newline = text.indexOf('\n', end);
            int after = newline < 0 ? text.length() : newline + 1;
            others.append(text, from, begin).append(text.substring(begin, after).replaceAll("[^\n]+", ""));
            from = after;
            begin = next(text, ManagedBlockMarkers.BEGIN, after);
        }
        return new ManagedBlockFilter(
                from > 0, others.append(text, from, text.length()).toString());
    }

    private static int next(String text, String mark, int from) {
        int at = text.startsWith(mark, from) && (from == 0 || text.charAt(from - 1) == '\n')
                ? from
                : text.indexOf("\n" + mark, Math.max(0, from - 1));
        return at < 0 || text.startsWith(mark, at) ? at : at + 1;
    }

    /** Whether nobody else wrote anything. */
    boolean isAll() {
        return areThere && others.isBlank();
    }
}
