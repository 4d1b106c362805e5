package dev.gantry.provisioner.model.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.model.facts.FoundFile;
import dev.gantry.provisioner.model.facts.FoundFiles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which units of others are left in their place, since they do what ours would. */
class BootUnitTest {

    private static final String UUID = "73269d0f-b2c9-438d-8f28-f9e4bc6c6995";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ExecStart=-/usr/sbin/mdevctl start --uuid %i                   | /usr/sbin/mdevctl | true
        ExecStart=/sbin/mdevctl start --uuid %i                        | /usr/sbin/mdevctl | true
        ExecStart=/usr/bin/mdevctl start -u 73269d0f-b2c9-438d-8f28-f9e4bc6c6995 | /usr/bin/mdevctl | true
        ExecStart=/bin/bash -c "mdevctl start --uuid %i; true"          | /usr/bin/mdevctl  | true
        ExecStart=/bin/sh -c "/usr/sbin/mdevctl start --uuid %i"       | /usr/sbin/mdevctl | true
        ExecStart=mdevctl start --uuid %i                              | /usr/sbin/mdevctl | true
        ExecStart=-/usr/sbin/mdevctl start --uuid %i                   | /usr/bin/mdevctl  | false
        ExecStart=/bin/sh -c "/usr/sbin/mdevctl start --uuid %i"       | /usr/bin/mdevctl  | false
        ExecStart=/usr/sbin/mdevctl start --uuid 00000000-0000-0000-0000-000000000000 | /usr/sbin/mdevctl | false
        ExecStart=/usr/local/bin/make-vgpus %i                         | /usr/sbin/mdevctl | false
        """)
    void foreignUnitStaysWhereItsProgramIsThere(String command, String mdevctl, boolean isDone) {
        // given
        BootUnit ours = new BootUnit("nvidia-mdev@" + UUID + ".service", "", List.of("mdevctl", UUID));
        FoundFile theirs = new FoundFile("/etc/systemd/system/" + ours.name(), "abc", "600", false, List.of(command));
        FoundFiles files = new FoundFiles(
                new TreeMap<>(), new TreeMap<>(), Map.of("mdevctl", mdevctl), 2048, Set.of(), List.of(), false);

        // then
        assertThat(ours.isDoneBy(theirs, files)).isEqualTo(isDone);
    }
}
