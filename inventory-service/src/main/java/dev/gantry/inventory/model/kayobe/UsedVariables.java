package dev.gantry.inventory.model.kayobe;

import dev.gantry.inventory.model.desired.DesiredStateReader;
import dev.gantry.inventory.model.variables.Group;
import dev.gantry.inventory.model.variables.VariablePrecedence;
import dev.gantry.inventory.model.variables.Variables;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Picks from the top-level files what Gantry reads, and what that refers to; passwords and the like are not taken. */
final class UsedVariables {

    // http://{{ pulp_url }}/pulp/content/nvidia/NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Variables site;
    private final List<Variables> layers;
    private final Set<String> wanted = new HashSet<>();
    private final Deque<String> open = new ArrayDeque<>();

    private UsedVariables(Variables site, List<Variables> layers) {
        this.site = site;
        this.layers = layers;
    }

    static Variables of(Variables site, Collection<Group> groups, Collection<KayobeConfiguration.FolderHost> hosts) {
        List<Variables> layers = Stream.of(
                        Stream.of(site),
                        groups.stream().map(Group::variables),
                        hosts.stream().map(KayobeConfiguration.FolderHost::variables))
                .flatMap(layer -> layer)
                .filter(layer -> !layer.isEmpty())
                .toList();
        return new UsedVariables(site, layers).picked();
    }

    private Variables picked() {
        layers.stream()
                .flatMap(layer -> layer.values().keySet().stream())
                .filter(n -> DesiredStateReader.isRead(n) || ConnectionReader.isRead(n) || n.endsWith("_ips"))
                .forEach(this::want);
        while (!open.isEmpty()) {
            String name = open.pop();
            layers.forEach(layer -> follow(layer.values().get(name)));
        }
        SortedMap<String, Object> values = new TreeMap<>(site.values());
        values.keySet().retainAll(wanted);
        return new Variables(values, site.files());
    }

    private void want(String name) {
        if (wanted.add(name)) {
            open.push(name);
        }
        // kayobe: the addresses of a network's hosts are found by the network's name
        if (name.equals("net_ip") || name.equals("admin_oc_net_name") || name.endsWith("_ips")) {
            site.values().keySet().stream()
                    .filter(n -> n.endsWith("_ips") && wanted.add(n))
                    .forEach(open::push);
        }
        // and what else it keeps of a network: {{ admin_oc_net_name | net_cidr }}
        if (name.startsWith("net_")) {
            String suffix = name.substring("net".length());
            site.values().keySet().stream()
                    .filter(n -> n.endsWith(suffix) && wanted.add(n))
                    .forEach(open::push);
        }
        if (name.equals("env")) {
            want(VariablePrecedence.CONTROL_HOME);
            want(VariablePrecedence.CONFIG_PATH);
            want(VariablePrecedence.ENVIRONMENT);
        }
        if (name.equals("kayobe_env_config_path")) {
            want(VariablePrecedence.CONFIG_PATH);
            want(VariablePrecedence.ENVIRONMENT);
        }
    }

    private void follow(@Nullable Object value) {
        switch (value) {
            case String text -> {
                Matcher expression = EXPRESSION.matcher(text);
                while (expression.find()) {
                    NAME.matcher(expression.group(1)).results().forEach(name -> want(name.group()));
                }
            }
            case List<?> list -> list.forEach(this::follow);
            case Map<?, ?> map -> map.values().forEach(this::follow);
            case null, default -> {}
        }
    }
}
