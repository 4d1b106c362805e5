package dev.gantry.provisioner.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrubLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash\"",
                "GRUB_CMDLINE_LINUX=\"\"",
                "GRUB_CMDLINE_LINUX='a b' # why",
                "  export GRUB_CMDLINE_LINUX=quiet",
                "GRUB_CMDLINE_LINUX=\"dyndbg=\\\"file a +p\\\" quiet\"",
                "GRUB_CMDLINE_LINUX_DEFAULT=\"$GRUB_CMDLINE_LINUX_DEFAULT crashkernel=512M-:192M\""
            })
    void lineThatIsNotChangedIsWrittenAsItWas(String line) {
        assertThat(GrubLine.parse(line).orElseThrow().text()).isEqualTo(line);
    }

    @Test
    void argumentsAreDroppedWholeAndAddedInsideTheQuotes() {
        // given
        KernelArguments wanted = new KernelArguments(List.of("intel_iommu=on", "iommu=pt"), Set.of(), true);
        GrubLine line = GrubLine.parse("GRUB_CMDLINE_LINUX='intel_iommu=off my_iommu=1 iommu.strict=1 iommu=off' # x")
                .orElseThrow();

        // when
        GrubLine changed = line.without(wanted.contradicts()).plus(wanted.desired());

        // then
        assertThat(changed.text())
                .isEqualTo("GRUB_CMDLINE_LINUX='my_iommu=1 iommu.strict=1 intel_iommu=on iommu=pt' # x");
    }

    @Test
    void bareValueGetsQuotesWhenItBecomesTwoWords() {
        assertThat(GrubLine.parse("GRUB_CMDLINE_LINUX=quiet")
                        .orElseThrow()
                        .plus(List.of("iommu=pt"))
                        .text())
                .isEqualTo("GRUB_CMDLINE_LINUX=\"quiet iommu=pt\"");
    }

    @Test
    void idsOfOtherVendorsAreKeptAndThoseOfNvidiaReplaced() {
        // given
        List<String> running = List.of("quiet", "vfio-pci.ids=15b3:101e,10de:20b5");

        // when
        List<String> none = KernelArguments.idsArguments(List.of(), running);
        List<String> other = KernelArguments.idsArguments(List.of("10de:1eb8"), running);

        // then
        assertThat(none).containsExactly("vfio-pci.ids=15b3:101e");
        assertThat(other).containsExactly("vfio-pci.ids=15b3:101e,10de:1eb8");
        assertThat(new KernelArguments(none, Set.of(), true).isSatisfiedBy(running))
                .isFalse();
        assertThat(new KernelArguments(List.of(), Set.of(), true).isSatisfiedBy("quiet vfio-pci.ids=10de:20b5"))
                .isFalse();
        assertThat(new KernelArguments(List.of("intel_iommu=on"), Set.of(), true).isSatisfiedBy("intel_iommu=on,sm_on"))
                .isTrue();
    }
}
