package dev.gantry.novaconfig.model.publish;

import dev.gantry.novaconfig.model.conf.ConfLines;
import dev.gantry.novaconfig.model.finding.Finding;
import dev.gantry.novaconfig.model.render.SiteFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that kolla-ansible lays over one another for one nova.conf. Of each option the last file has all values: one of the operator's
 * that is read after ours takes our lines away, and a list of ours takes theirs away. Source: kolla-ansible, roles/nova-cell/tasks/config.yml
 * and action_plugins/merge_configs.py.
 */
public final class KollaLayers {

    // kolla/config/nova/nova-compute.conf   kolla/config/nova/computegpu007/nova.conf
    private static final Pattern OF_NOVA =
            Pattern.compile("kolla/config/nova/(?:(?<host>[^/]+)/)?(?<service>[^/]+)\\.conf");
    private static final String ALL = "";

    private KollaLayers() {}

    /** Where a file stands: the higher, the later it is read. {@code host} and {@code service} are empty where all read it. */
    private record Layer(int rank, String host, String service) {

        static Optional<Layer> of(String path) {
            Matcher m = OF_NOVA.matcher(path);
            if (path.equals("kolla/config/global.conf")) {
                return Optional.of(new Layer(1, ALL, ALL));
            }
            if (path.equals(SiteFiles.SITE_CONF)) {
                return Optional.of(new Layer(2, ALL, ALL));
            }
            if (!m.matches()) {
                return Optional.empty();
            }
            String host = m.group("host");
            String service = m.group("service");
            boolean everyService = host != null && service.equals("nova");
            int rank = host == null ? 3 : everyService ? 4 : 5;
            return Optional.of(new Layer(rank, host == null ? ALL : host, everyService ? ALL : service));
        }

        boolean isReadWith(Layer other) {
            return rank != other.rank && meet(host, other.host) && meet(service, other.service);
        }

        private static boolean meet(String one, String other) {
            return one.equals(ALL) || other.equals(ALL) || one.equals(other);
        }
    }

    /** The host whose services read a file, empty where all do; no answer for a file that is none of Nova's. */
    static Optional<String> host(String path) {
        return Layer.of(path).map(Layer::host);
    }

    /**
     * @param ours what we write, by path
     * @param theirs what else stands in the files of the configuration, by path, with the lines where they are
     */
    public static List<Finding> conflicts(Map<String, String> ours, Map<String, String> theirs) {
        List<Finding> found = new ArrayList<>();
        Map<String, List<ConfLines.Entry>> mine = new TreeMap<>();
        ours.forEach((path, text) -> mine.put(path, ConfLines.read(text, 1)));
        new TreeMap<>(theirs).forEach((path, text) -> Layer.of(path).ifPresent(layer -> ConfLines.read(text, 1)
                .forEach(entry -> against(path, layer, entry, mine).ifPresent(found::add))));
        return found;
    }

    private static Optional<Finding> against(
            String path, Layer layer, ConfLines.Entry entry, Map<String, List<ConfLines.Entry>> mine) {
        for (Map.Entry<String, List<ConfLines.Entry>> file : mine.entrySet()) {
            Optional<Layer> our = Layer.of(file.getKey()).filter(layer::isReadWith);
            List<String> values = our.isEmpty()
                    ? List.of()
                    : file.getValue().stream()
                            .filter(e -> e.key().meets(entry.key()))
                            // A branch of theirs may be that of hosts which are not ours: nothing is claimed of it.
                            .filter(e ->
                                    entry.key().branch().isEmpty() || e.key().equals(entry.key()))
                            .map(ConfLines.Entry::value)
                            .toList();
            boolean later = our.isPresent() && layer.rank() > our.get().rank();
            boolean lost = later || ConfLines.isRepeatable(entry.key().option());
            if (!values.isEmpty() && lost && !values.contains(entry.value())) {
                return Optional.of(finding(path, entry, file.getKey(), later));
            }
        }
        return Optional.empty();
    }

    private static Finding finding(String path, ConfLines.Entry entry, String ours, boolean later) {
        String setting = "[" + entry.key().section() + "] " + entry.key().option() + " = " + entry.value();
        return Finding.error(
                "foreign-layer",
                path + ":" + entry.line(),
                setting
                        + (later
                                ? " is read after " + ours + " and takes away what we write there."
                                : " would be taken away: kolla-ansible reads " + ours
                                        + " later, which has the same option."),
                "Move the line into " + ours + ", outside of our block, or leave this form out of the settings.");
    }
}
