package dev.gantry.novaconfig.lint.model.rule;

import dev.gantry.novaconfig.lint.model.LintFinding;
import dev.gantry.novaconfig.lint.model.folder.ConfigFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kayobe fills what stands below {@code kolla/config} once on its own control host, and kolla-ansible fills the result for each host. What
 * is meant for the second has to stand between raw guards. Source: kayobe, ansible/roles/kolla-openstack.
 */
final class TemplateLints {

    // {% if inventory_hostname in groups['compute_vgpu'] %}   {{ api_interface_address }}
    private static final Pattern TAG = Pattern.compile("\\{%-?\\+?\\s*(.*?)\\s*[-+]?%\\}|\\{\\{-?(.*?)-?\\}\\}");
    private static final Pattern OF_A_HOST = Pattern.compile(
            "\\b(inventory_hostname(?:_short)?|group_names|ansible_(?:host|hostname|fqdn|nodename|facts)|hostvars)\\b"
                    + "|\\b(kolla_address|api_interface_address|migration_interface_address)\\b");
    private static final Pattern OF_KAYOBE =
            Pattern.compile("\\b(kayobe_(?:env_)?config_path|kolla_config_path)\\b|\\|\\s*(net_\\w+)");

    private final String file;
    private final List<LintFinding> found;
    private boolean isRaw;
    private boolean isTold;

    private TemplateLints(String file, List<LintFinding> found) {
        this.file = file;
        this.found = found;
    }

    static List<LintFinding> of(ConfigFolder folder) {
        List<LintFinding> found = new ArrayList<>();
        folder.confs().forEach((file, text) -> {
            if (file.startsWith("kolla/config/") || file.contains("/kolla/config/")) {
                new TemplateLints(file, found).read(text);
            }
        });
        return found;
    }

    private void read(String text) {
        int number = 0;
        int opened = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher m = TAG.matcher(line);
            while (m.find()) {
                String inner = m.group(1) == null ? m.group(2) : m.group(1);
                if (inner.equals("raw")) {
                    opened = number;
                }
                tag(number, m.group(), inner.strip());
            }
        }
        if (isRaw) {
            add(
                    opened,
                    "raw-not-closed",
                    "{% raw %} has no {% endraw %}; kayobe cannot fill the file.",
                    "Add {% endraw %} at the end.");
        }
    }

    private void tag(int line, String tag, String inner) {
        if (inner.equals("raw") && !isRaw) {
            isRaw = true;
        } else if (inner.equals("endraw")) {
            isRaw = false;
        } else if (!isRaw) {
            byKayobe(line, tag, inner);
        } else {
            byKolla(line, tag, inner);
        }
    }

    /** Outside of the guards: the first is told, since the rest of the file mostly shares its fate. */
    private void byKayobe(int line, String tag, String inner) {
        Matcher m = OF_A_HOST.matcher(inner);
        if (m.find() && !isTold) {
            isTold = true;
            String name = m.group(1) == null ? m.group(2) : m.group(1);
            String why =
                    m.group(1) == null ? "which does not know " + name : "where " + name + " is of that host alone";
            add(
                    line,
                    "raw-guards-missing",
                    "kayobe fills " + tag + " once on its own control host, " + why
                            + ": nothing of it reaches the hosts that it is meant for.",
                    "Put {% raw %} before it and {% endraw %} after the last such line, so that kolla-ansible fills it"
                            + " for each host.");
        }
    }

    private void byKolla(int line, String tag, String inner) {
        Matcher m = OF_KAYOBE.matcher(inner);
        if (m.find()) {
            String name = m.group(1) == null ? m.group(2) : m.group(1);
            add(
                    line,
                    "raw-guards-wrong",
                    tag + " is left to kolla-ansible, which does not know kayobe's " + name + "; the play fails.",
                    "Move it out of {% raw %}.");
        }
    }

    private void add(int line, String code, String text, String fix) {
        found.add(new LintFinding(file, line, code, text, fix));
    }
}
