package dev.gantry.local.suite.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessCostTest {
    private final ProcessCost own = new ProcessCost(ProcessHandle.current().pid());

    @Test
    void readsTheCpuTimeThatTheKernelCounts() {
        // given
        long told =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
        // then
        assertThat(own.cpuMillis()).isGreaterThanOrEqualTo(told - 10).isLessThan(told + 60_000);
        assertThat(own.cpuMillisWithChildren()).isGreaterThanOrEqualTo(own.cpuMillis() - 10);
    }

    @Test
    void readsTheResidentMemory() {
        assertThat(own.residentMib()).isBetween(10.0, 8192.0);
    }
}
