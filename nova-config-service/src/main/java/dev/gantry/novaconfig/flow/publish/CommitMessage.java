package dev.gantry.novaconfig.flow.publish;

import dev.gantry.novaconfig.model.publish.Revision;
import java.util.List;
import java.util.TreeSet;

/** Says in the repository's history which hosts changed and what led to it. */
final class CommitMessage {

    private static final int NAMED = 3;

    private CommitMessage() {}

    /** Empty: files of hosts that left are taken out. */
    static String of(List<Revision> revisions) {
        if (revisions.isEmpty()) {
            return "nova: GPU configuration without the hosts that left\n";
        }
        List<String> hosts = revisions.stream()
                .map(Revision::scope)
                .filter(s -> !s.equals(Revision.SITE))
                .sorted()
                .toList();
        String who = hosts.isEmpty()
                ? "groups"
                : hosts.size() <= NAMED
                        ? String.join(", ", hosts)
                        : String.join(", ", hosts.subList(0, NAMED)) + " and " + (hosts.size() - NAMED) + " more";
        StringBuilder text =
                new StringBuilder("nova: GPU configuration of ").append(who).append("\n\n");
        TreeSet<String> causes = new TreeSet<>();
        revisions.forEach(r -> causes.add(
                r.cause().what() + " (" + r.cause().who() + ", " + r.cause().id() + ")"));
        causes.forEach(c -> text.append("- ").append(c).append('\n'));
        if (hosts.size() > NAMED) {
            text.append("\nHosts: ").append(String.join(", ", hosts)).append('\n');
        }
        revisions.forEach(r -> text.append("Revision: ")
                .append(r.scope())
                .append(' ')
                .append(r.id())
                .append('\n'));
        return text.toString();
    }
}
