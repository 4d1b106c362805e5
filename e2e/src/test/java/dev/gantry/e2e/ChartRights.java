package dev.gantry.e2e;

import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SuiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The ACLs that the Helm chart gives each service by Strimzi's KafkaUser, read from its template. */
final class ChartRights {
    private static final Path TEMPLATE = Path.of("deploy/helm/gantry/templates/strimzi.yaml");
    // - {resource: {type: topic, name: gantry.{{ $owner }}.events}, operations: [Describe, Read]}
    private static final Pattern RIGHT =
            Pattern.compile("- \\{resource: \\{type: (\\w+), name: (.+?)}, operations: \\[([\\w, ]+)]}");
    private static final String ONLY_FOR = "{{- if eq $name \"";

    private ChartRights() {}

    static List<AclBinding> all() throws IOException {
        List<String> lines = Files.readAllLines(SuiteFolder.find().checkout().resolve(TEMPLATE));
        Set<AclBinding> rights = new LinkedHashSet<>();
        for (Service service : Service.values()) {
            String onlyFor = "";
            for (String line : lines) {
                if (line.contains(ONLY_FOR)) {
                    onlyFor = line.substring(line.indexOf(ONLY_FOR) + ONLY_FOR.length(), line.lastIndexOf('"'));
                } else if (line.contains("{{- end }}")) {
                    onlyFor = "";
                }
                if (onlyFor.isEmpty() || onlyFor.equals(service.title())) {
                    rights.addAll(rightsOf(line, service));
                }
            }
        }
        return List.copyOf(rights);
    }

    private static List<AclBinding> rightsOf(String line, Service service) {
        Matcher right = RIGHT.matcher(line);
        List<AclBinding> bindings = new ArrayList<>();
        if (!right.find()) {
            return bindings;
        }
        for (Service owner : Service.values()) {
            String name = right.group(2).replace("{{ $owner }}", owner.title()).replace("{{ $name }}", service.title());
            ResourcePattern resource =
                    new ResourcePattern(ResourceType.fromString(right.group(1)), name, PatternType.LITERAL);
            for (String operation : right.group(3).split(", ")) {
                bindings.add(new AclBinding(
                        resource,
                        new AccessControlEntry(
                                "User:" + service.title(),
                                "*",
                                AclOperation.fromString(operation),
                                AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }
}
