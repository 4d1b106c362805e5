package dev.gantry.provisioner.model.kernel;

import static dev.gantry.provisioner.model.OneCard.vendorVfio;
import static dev.gantry.provisioner.model.OneCard.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.provisioner.model.HostTree;
import dev.gantry.provisioner.model.Inspection;
import dev.gantry.provisioner.model.InspectionOutputForTests;
import dev.gantry.provisioner.model.Planner;
import dev.gantry.provisioner.model.plan.Change;
import dev.gantry.provisioner.model.plan.HostPlan;
import dev.gantry.provisioner.model.script.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When {@code /etc/kernel/cmdline} is edited, and what an edit that goes wrong leaves. */
class CommandLineTest {
    private static final Path KERNEL_INSTALL = Path.of("/usr/bin/kernel-install");

    @TempDir
    Path folder;

    /** Running line, loader, stub, layout, line of the file, tool; then what is done. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "initrd=\\EFI\\x root=UUID=1 | systemd-boot 254 |  |  | root=UUID=1 | kernel-install | kernel-install",
                "initrd=\\EFI\\x root=UUID=1 |  |  |  | root=UUID=1 quiet | proxmox-boot-tool | proxmox-boot-tool",
                "initrd=\\EFI\\x root=UUID=1 | systemd-boot 256 |  | bls | rw root=UUID=1 | sdbootutil | sdbootutil",
                "root=UUID=1 ro | systemd-boot 255 | systemd-stub 255 | uki | root=UUID=1 | kernel-install |"
                        + " kernel-install",
                // grub starts this one, whatever lies about
                "BOOT_IMAGE=/x root=UUID=1 | GRUB 2.12 |  |  | root=UUID=1 | kernel-install | by hand",
                "root=UUID=1 |  |  |  | root=UUID=1 | kernel-install | by hand",
                // a unified image that kernel-install does not make
                "root=UUID=1 | systemd-boot 255 | systemd-stub 255 | bls | root=UUID=1 | kernel-install | by hand",
                // the file is of another system, or would not boot this one
                "initrd=\\EFI\\x root=UUID=1 | systemd-boot 254 |  |  | root=UUID=2 | kernel-install | by hand",
                "initrd=\\EFI\\x root=UUID=1 | systemd-boot 254 |  |  | quiet splash | kernel-install | by hand",
                "initrd=\\EFI\\x root=UUID=1 | systemd-boot 254 |  |  |  | kernel-install | by hand",
                // kernelstub keeps the arguments itself
                "initrd=\\EFI\\x root=UUID=1 | systemd-boot 254 |  |  | root=UUID=1 | kernelstub | by hand",
            })
    void editedWhereLoaderRootAndToolAgree(
            String running, String loader, String stub, String layout, String line, String tool, String how) {
        // given
        InspectionOutputForTests answer = withoutGrub(running);
        say(answer, "layer kernel-loader LoaderInfo", loader);
        say(answer, "layer kernel-loader StubInfo", stub);
        say(answer, "layer kernel-layout layout", layout);
        say(answer, "layer kernel-cmdline /etc/kernel/cmdline", line);
        answer.say("tool " + tool, "/usr/bin/" + tool).say("tool kernel-install", "/usr/bin/kernel-install");

        // when
        HostPlan plan = Planner.plan(wanted("nvidia-1155"), answer.facts());

        // then
        if (how.equals("by hand")) {
            assertThat(plan.blockers()).singleElement().asString().contains("/etc/kernel/cmdline");
        } else {
            assertThat(plan.blockers()).isEmpty();
            assertThat(((Change.RunScript) plan.changes().getFirst()).script())
                    .contains(
                            "how='" + how + "'",
                            "before='" + line + "'",
                            "command_line='" + line + " intel_iommu=on iommu=pt'",
                            "ours='# Managed by Gantry: added intel_iommu=on iommu=pt'");
        }
    }

    private static void say(InspectionOutputForTests answer, String key, String value) {
        if (value != null) {
            answer.say(key, value);
        }
    }

    private static InspectionOutputForTests withoutGrub(String running) {
        return vendorVfio("1155", "0")
                .without("grub")
                .without("boot-entry")
                .without("tool update-grub")
                .without("kernel arguments")
                .without("iommu")
                .say("iommu groups", "0")
                .say("kernel arguments", running);
    }

    /** grub's files lie beside it on Proxmox; a change of theirs would be in vain. */
    @Test
    void grubsFilesDoNotCountWhereSystemdBootStartsTheHost() {
        // given
        InspectionOutputForTests answer = vendorVfio("1155", "0")
                .without("kernel arguments")
                .without("iommu")
                .say("iommu groups", "0")
                .say("kernel arguments", "initrd=\\EFI\\proxmox\\x root=ZFS=rpool boot=zfs")
                .say("layer kernel-loader LoaderInfo", "systemd-boot 252")
                .say("layer kernel-cmdline /etc/kernel/cmdline", "root=ZFS=rpool boot=zfs")
                .say("tool proxmox-boot-tool", "/usr/sbin/proxmox-boot-tool");

        // when
        HostPlan edited = Planner.plan(wanted("nvidia-1155"), answer.facts());
        HostPlan unfinished = Planner.plan(
                wanted("nvidia-1155"),
                answer.without("layer kernel-cmdline")
                        .say(
                                "layer kernel-cmdline /etc/kernel/cmdline",
                                "root=ZFS=rpool boot=zfs intel_iommu=on iommu=pt")
                        .say("layer kernel-unfinished cmdline", "yes")
                        .facts());

        // then: a line that no entry was made of is made an entry of
        assertThat(((Change.RunScript) edited.changes().getFirst()).script()).contains("how='proxmox-boot-tool'");
        assertThat(unfinished.changes().getFirst().step()).isEqualTo("kernel-arguments");
    }

    @Test
    void loaderIsReadFromItsVariables() throws Exception {
        // given
        HostTree tree = new HostTree(folder.resolve("root"))
                .file(
                        "sys/firmware/efi/efivars/LoaderInfo-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f",
                        "\6\0\0\0s\0y\0s\0t\0e\0m\0d\0-\0b\0o\0o\0t\0 \0002\0005\0002\0\0\0")
                .file("etc/kernel/install.conf", "# layout=bls\nlayout = uki\n")
                .file("etc/kernel/cmdline.gantry-undo", "");

        // when
        var facts = Inspection.parse(tree.inspect("/bin/sh"));

        // then
        assertThat(facts.layer("kernel-loader")).containsExactly(Map.entry("LoaderInfo", "systemd-boot 252"));
        assertThat(facts.layer("kernel-layout")).containsExactly(Map.entry("layout", "uki"));
        assertThat(facts.layer("kernel-unfinished")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/bin/dash,kernel-install", "/bin/bash,proxmox-boot-tool", "/bin/dash,sdbootutil"})
    void whatCannotBeMadeEntriesOfIsUndone(String shell, String tool) throws Exception {
        // given
        HostTree tree = tree("root=UUID=1\nquiet\n")
                .file("etc/kernel/proxmox-boot-uuids", "6C25-B8E2\n")
                .program("usr/bin/" + tool, "#!/bin/sh\n[ \"$1\" = inspect ] || { echo 'no space left'; exit 1; }\n");

        // when
        HostTree.Said said = tree.run(shell, script("root=UUID=1 quiet", tool));

        // then
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text()).contains("no space left").contains(tool);
        assertThat(tree.root().resolve("etc/kernel/cmdline")).hasContent("root=UUID=1\nquiet\n");
        assertThat(tree.root().resolve("etc/kernel")).isDirectoryNotContaining("glob:**/cmdline?*");
    }

    @Test
    void fileThatChangedAndLayoutThatMakesNoEntriesAreToldBeforeAnythingIsWritten() throws Exception {
        // given
        HostTree tree = tree("root=UUID=1\n")
                .program("usr/bin/kernel-install", "#!/bin/sh\necho 'KERNEL_INSTALL_LAYOUT: other'\n")
                .program("usr/sbin/proxmox-boot-tool", "#!/bin/sh\nexit 0\n");

        // when
        HostTree.Said nowhere = tree.run("/bin/sh", script("root=UUID=1", "proxmox-boot-tool"));
        HostTree.Said changed = tree.run("/bin/sh", script("root=UUID=9", "kernel-install"));
        HostTree.Said other = tree.run("/bin/sh", script("root=UUID=1", "kernel-install"));

        // then
        assertThat(nowhere.text()).contains("/etc/kernel/proxmox-boot-uuids");
        assertThat(changed.text()).contains("has changed since it was inspected");
        assertThat(other.text()).contains("its layout is other");
        assertThat(other.code()).isEqualTo(1);
        assertThat(tree.root().resolve("etc/kernel")).isDirectoryNotContaining("glob:**/cmdline?*");
    }

    /** The real one: entries of every kernel have the arguments. */
    @Test
    void realKernelInstallMakesEntriesOfTheLine() throws Exception {
        // given
        assumeTrue(Files.isExecutable(KERNEL_INSTALL), "SKIPPED: no " + KERNEL_INSTALL + " (apt-get install systemd)");
        HostTree tree = tree("root=UUID=1\nquiet\n").file("etc/kernel/install.conf", "layout=bls\n");
        Path root = tree.root();
        tree.file("boot/0123456789abcdef0123456789abcdef/x", "")
                .file("boot/loader/entries.srel", "type1\n")
                .program("usr/bin/kernel-install", """
                    #!/bin/sh
                    export KERNEL_INSTALL_CONF_ROOT=%1$s/etc/kernel BOOT_ROOT=%1$s/boot MACHINE_ID=0123456789abcdef0123456789abcdef
                    export KERNEL_INSTALL_PLUGINS=/usr/lib/kernel/install.d/90-loaderentry.install
                    [ "$1" != add ] || set -- "$1" "$2" "%1$s$3"
                    exec %2$s "$@"
                    """.formatted(root, KERNEL_INSTALL));

        // when
        HostTree.Said said = tree.run("/bin/sh", script("root=UUID=1 quiet", "kernel-install"));

        // then
        assertThat(said.code()).as(said.text()).isZero();
        assertThat(root.resolve("etc/kernel/cmdline")).hasContent("root=UUID=1 quiet iommu=pt\n");
        for (String release : new String[] {"6.8.0-49-generic", "6.8.0-50-generic"}) {
            Path entry = root.resolve("boot/loader/entries/0123456789abcdef0123456789abcdef-" + release + ".conf");
            assertThat(entry).content().containsPattern("options +root=UUID=1 quiet iommu=pt");
        }
    }

    private static String script(String before, String tool) {
        return Scripts.change(
                KernelCommandLine.class,
                "command-line",
                Map.of(
                        "before",
                        before,
                        "command_line",
                        before + " iommu=pt",
                        "ours",
                        "# Managed by Gantry: added iommu=pt",
                        "ours_before",
                        "",
                        "how",
                        tool));
    }

    private HostTree tree(String line) {
        return new HostTree(folder.resolve("root"))
                .file("etc/kernel/cmdline", line)
                .file("lib/modules/6.8.0-49-generic/vmlinuz", "kernel")
                .file("lib/modules/6.8.0-50-generic/modules.dep", "")
                .file("boot/vmlinuz-6.8.0-50-generic", "kernel")
                .program("stand-in/chown", "#!/bin/sh\nexit 0\n");
    }
}
