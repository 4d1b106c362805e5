package dev.gantry.inventory.rollout.api;

import dev.gantry.contracts.host.DrainOptions;
import dev.gantry.inventory.hostaction.api.HostActionBody;
import dev.gantry.inventory.model.desired.DesiredStateReader;
import dev.gantry.inventory.rollout.model.Rollout;
import dev.gantry.inventory.rollout.model.RolloutRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which hosts get what, and by which rules; what is left out: one canary, one host at a time, no failure, no soak. */
@Schema(name = "RolloutRequest")
public record RolloutBody(
        @Schema(description = "Resolved when the rollout starts; begins in the order of names, or by name")
        @NotNull
        @Valid
        HostActionBody.Selection selection,

        @Schema(description = "Left out: hosts are only brought to what is desired of them already") @Nullable @Valid
        Change change,

        @Min(0) @Nullable Integer canary,
        @Min(1) @Nullable Integer maxInFlight,

        @Schema(
                description =
                        "Hosts of one group, or of one zone by the label availability-zone, that are away together; 0:"
                                + " no limit")
        @Min(0)
        @Nullable
        Integer maxUnavailable,

        @Min(0) @Nullable Integer failureBudget,

        @Schema(description = "Seconds that a host has to stay bookable before it counts as done") @Min(0) @Nullable
        Long soakSeconds,

        @Schema(
                description =
                        "When hosts may begin, such as 'Sat,Sun 22:00-04:30 Europe/Berlin' or 'daily 01:00-03:00'; one"
                                + " that begun goes on after the end. Left out: at any time")
        @Nullable
        String window,

        @Schema(description = "How guests leave the hosts; what is left out is as nova-config's settings have it")
        @Nullable
        @Valid
        Drain drain,

        @Schema(description = "Approve the plans of the hosts, too; otherwise each waits for a person") @Nullable
        Boolean approve) {

    /** What each host gets as its own variables. */
    @Schema(name = "RolloutChange")
    public record Change(
            @Nullable @Valid Driver driver,

            @Schema(description = "The guide's vgpu_definitions") @Nullable
            Object vgpuDefinitions,

            @Nullable Map<String, @NotNull Object> variables,

            @Schema(description = "Restart each host once, whatever its plan says besides") @Nullable
            Boolean reboot) {

        Map<String, Object> values() {
            Map<String, Object> values = new TreeMap<>(variables == null ? Map.of() : variables);
            if (driver != null) {
                values.put(DesiredStateReader.DRIVER_URL, driver.url());
                if (driver.sha256() != null) {
                    values.put(DesiredStateReader.DRIVER_SHA256, driver.sha256());
                }
            }
            if (Boolean.TRUE.equals(reboot)) {
                values.put(DesiredStateReader.REBOOT_FROM, Rollout.PRESENT_BOOT);
            }
            if (vgpuDefinitions != null) {
                values.put(DesiredStateReader.DEFINITIONS, vgpuDefinitions);
            }
            return values;
        }
    }

    /** The host driver. */
    @Schema(name = "RolloutDriver")
    public record Driver(@NotBlank String url, @Nullable String sha256) {}

    /** How guests leave the hosts. */
    @Schema(name = "RolloutDrain")
    public record Drain(
            @Schema(description = "In the order to try: live-migrate, cold-migrate, shelve") @Nullable
            List<
                            @NotNull
                            @Pattern(
                                    regexp = "live-migrate|cold-migrate|shelve",
                                    message = "has to be live-migrate, cold-migrate or shelve")
                            String>
                    ways,

            @Schema(description = "Try ways of which nobody knows whether they are possible") @Nullable
            Boolean tryUnknown,

            @Schema(description = "Servers of one host that move at the same time") @Min(1) @Nullable
            Integer atOnce,

            @Schema(description = "How many may be refused before no further one begins") @Min(0) @Nullable
            Integer failureBudget,

            @Schema(description = "False: a person begins each drain, or moves the guests") @Nullable
            Boolean automatic) {

        DrainOptions options() {
            return new DrainOptions(ways, tryUnknown, atOnce, failureBudget, automatic);
        }

        static @Nullable Drain of(@Nullable DrainOptions options) {
            return options == null
                    ? null
                    : new Drain(
                            options.ways(),
                            options.tryUnknown(),
                            options.atOnce(),
                            options.failureBudget(),
                            options.automatic());
        }
    }

    Map<String, Object> values() {
        return change == null ? Map.of() : change.values();
    }

    RolloutRules rules() {
        return new RolloutRules(
                Objects.requireNonNullElse(canary, 1),
                Objects.requireNonNullElse(maxInFlight, 1),
                Objects.requireNonNullElse(maxUnavailable, 0),
                Objects.requireNonNullElse(failureBudget, 0),
                Objects.requireNonNullElse(soakSeconds, 0L),
                window,
                drain == null ? null : drain.options(),
                Boolean.TRUE.equals(approve));
    }
}
