package dev.gantry.gpu.planner;

import dev.gantry.gpu.MalformedValueException;
import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.MdevType;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.catalogue.VgpuTypeName;
import dev.gantry.gpu.catalogue.VgpuTypeReference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How many vGPUs of which types somebody asks for, in the order of asking; without zeroes. */
public record VgpuDemand(Map<VgpuType, Integer> counts) {

    /** Far more than a cloud has; keeps a slip of the finger from becoming a day of work. */
    public static final int MOST = 1_000_000;

    // A100D-2-20C x3   nvidia-700 x 3   CUSTOM_NVIDIA_700
    private static final Pattern NAME_FIRST = Pattern.compile("(\\S+?)(?:\\s*[x*]\\s*([0-9]{1,7})|)");
    // 3x A100D-2-20C   200 A100D-2-20C
    private static final Pattern COUNT_FIRST = Pattern.compile("([0-9]{1,7})\\s*[x*]?\\s+(\\S+)");
    private static final String CLASS = "CUSTOM_NVIDIA_";
    private static final String FORM = "types with counts such as \"A100D-2-20C x3 + A100D-1-10C x1\"";

    public VgpuDemand {
        Map<VgpuType, Integer> present = new LinkedHashMap<>(counts);
        present.values().removeIf(count -> count == 0);
        counts = Collections.unmodifiableMap(present);
    }

    /** Types by name, by number ({@code nvidia-700}) or by resource class ({@code CUSTOM_NVIDIA_700}), joined by {@code +} or a comma. */
    public static VgpuDemand parse(String text, VgpuCatalogue catalogue) {
        Map<VgpuType, Integer> counts = new LinkedHashMap<>();
        for (String term : text.split("[+,]", -1)) {
            String stripped = term.strip();
            Matcher countFirst = COUNT_FIRST.matcher(stripped);
            Matcher nameFirst = NAME_FIRST.matcher(stripped);
            if (countFirst.matches()) {
                add(counts, type(countFirst.group(2), catalogue), countFirst.group(1), text);
            } else if (nameFirst.matches()) {
                String count = nameFirst.group(2);
                add(counts, type(nameFirst.group(1), catalogue), count == null ? "1" : count, text);
            } else {
                throw new MalformedValueException("demand", text, FORM);
            }
        }
        return new VgpuDemand(counts);
    }

    public static VgpuDemand none() {
        return new VgpuDemand(Map.of());
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    public int count(VgpuType type) {
        return counts.getOrDefault(type, 0);
    }

    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What is left of this when so many are there; never below nothing. */
    public VgpuDemand minus(Map<VgpuType, Integer> there) {
        Map<VgpuType, Integer> left = new LinkedHashMap<>();
        counts.forEach((type, count) -> left.put(type, Math.max(0, count - there.getOrDefault(type, 0))));
        return new VgpuDemand(left);
    }

    /** As a person writes it: {@code A100D-2-20C x3 + A100D-1-10C x1}. */
    @Override
    public String toString() {
        return counts.isEmpty()
                ? "no vGPU"
                : counts.entrySet().stream()
                        .map(e -> e.getKey().name() + " x" + e.getValue())
                        .collect(Collectors.joining(" + "));
    }

    private static void add(Map<VgpuType, Integer> counts, VgpuType type, String count, String text) {
        int sum = counts.merge(type, Integer.parseInt(count), Integer::sum);
        if (sum < 1 || sum > MOST) {
            throw new MalformedValueException("demand", text, "counts from 1 to " + MOST);
        }
    }

    private static VgpuType type(String word, VgpuCatalogue catalogue) {
        String written = word.startsWith(CLASS) ? "nvidia-" + word.substring(CLASS.length()) : word;
        VgpuTypeReference reference = VgpuTypeReference.parse(written);
        return catalogue.type(reference).orElseThrow(() -> unknown(word, reference, catalogue));
    }

    private static MalformedValueException unknown(String word, VgpuTypeReference reference, VgpuCatalogue catalogue) {
        Optional<CardModel> card =
                switch (reference) {
                    case VgpuTypeName name -> catalogue.bySuffix(name.card());
                    case MdevType type -> Optional.empty();
                };
        String known = card.map(c -> c.types().stream()
                        .map(t -> t.name().toString())
                        .collect(Collectors.joining(", ", "a type of " + c + ": ", "")))
                .orElse("a vGPU type that the catalogue knows");
        return new MalformedValueException("vGPU type", word, known);
    }
}
