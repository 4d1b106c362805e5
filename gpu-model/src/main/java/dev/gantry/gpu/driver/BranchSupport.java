package dev.gantry.gpu.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Until when NVIDIA supports a branch of its vGPU software, as it published it. Source: {@value #SOURCE}.
 *
 * @param branch first number of the driver's version, 535
 * @param release of the vGPU software, 16
 * @param end the last month of support
 */
public record BranchSupport(int branch, int release, boolean isLongTerm, YearMonth end) {

    public static final String SOURCE = "https://docs.nvidia.com/vgpu/index.html, September 2025";

    private static final int COLUMNS = 4;
    private static final Map<Integer, BranchSupport> ALL = read();

    /** Empty for a branch of which nothing was published, or that is none of vGPU software. */
    public static Optional<BranchSupport> of(int branch) {
        return Optional.ofNullable(ALL.get(branch));
    }

    private static Map<Integer, BranchSupport> read() {
        try (InputStream in = Objects.requireNonNull(BranchSupport.class.getResourceAsStream("branches.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", COLUMNS))
                    .map(part -> new BranchSupport(
                            Integer.parseInt(part[0]),
                            Integer.parseInt(part[1]),
                            part[2].equals("long-term"),
                            YearMonth.parse(part[3])))
                    .collect(Collectors.toUnmodifiableMap(BranchSupport::branch, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
