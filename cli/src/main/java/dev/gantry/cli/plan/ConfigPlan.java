package dev.gantry.cli.plan;

import java.util.List;
import java.util.SortedMap;

/**
 * What a kayobe configuration would bring.
 *
 * @param hosts by name
 * @param problems for which it cannot be imported
 * @param warnings that hinder nothing
 * @param lints what Nova or kolla-ansible would refuse or read otherwise
 * @param assumptions what was taken for granted, since no host was asked
 * @param flavors that follow from what hosts offer
 * @param nova files that follow, by path
 */
public record ConfigPlan(
        List<HostChange> hosts,
        List<Remark> problems,
        List<Remark> warnings,
        List<Remark> lints,
        List<String> assumptions,
        FlavorChanges flavors,
        SortedMap<String, String> nova) {

    /** Something that a person should look at; {@code place} is file and line. */
    public record Remark(String place, String text) {}

    /**
     * One host.
     *
     * @param outcome {@code created}, {@code changed}, {@code removed} or {@code unchanged}; {@code described} where there is nothing to
     *     compare with
     * @param cards what is desired of each card, in words
     * @param functions what virtual functions shall carry
     * @param changes which variables change, or what of the cards
     * @param destroyed devices that exist and are not desired any more
     * @param guests that use them
     */
    public record HostChange(
            String name,
            String outcome,
            List<String> groups,
            List<String> cards,
            List<Function> functions,
            List<String> changes,
            List<String> destroyed,
            List<String> guests) {

        /** A virtual function and its type as it is written, e.g. {@code nvidia-700} or {@code A100D-2-20C}. */
        public record Function(String card, int index, String type) {}

        HostChange with(String newOutcome, List<String> newChanges) {
            return new HostChange(name, newOutcome, groups, cards, functions, newChanges, destroyed, guests);
        }

        /** The same, beside what a running suite knows of the host. */
        public HostChange beside(String known, List<String> differences, List<String> lost, List<String> users) {
            return new HostChange(name, known, groups, cards, functions, differences, lost, users);
        }

        public boolean isChange() {
            return !outcome.equals("unchanged") && !outcome.equals("described");
        }
    }

    public boolean isRefused() {
        return !problems.isEmpty();
    }

    public boolean hasChanges() {
        return hosts.stream().anyMatch(HostChange::isChange);
    }
}
