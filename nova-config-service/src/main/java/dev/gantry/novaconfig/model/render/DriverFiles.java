package dev.gantry.novaconfig.model.render;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where the hosts' driver comes from, in kayobe's files. */
public final class DriverFiles {

    private DriverFiles() {}

    /**
     * One {@code vgpu.yml} while all hosts agree. Kayobe hands the files at the top to Ansible as extra variables, which no host can
     * override: hosts that differ have a file each instead.
     *
     * @param urls by host
     */
    public static SortedMap<String, String> of(Map<String, String> urls) {
        SortedMap<String, String> files = new TreeMap<>();
        if (new TreeSet<>(urls.values()).size() == 1) {
            files.put("vgpu.yml", text(urls.values().iterator().next()));
        } else {
            urls.forEach((host, url) -> files.put("inventory/host_vars/" + host + "/vgpu-driver", text(url)));
        }
        return files;
    }

    private static String text(String url) {
        return "---\nvgpu_driver_url: \"" + url.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
    }
}
