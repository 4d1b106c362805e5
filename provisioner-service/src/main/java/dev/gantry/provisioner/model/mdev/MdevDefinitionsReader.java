package dev.gantry.provisioner.model.mdev;

import dev.gantry.provisioner.model.facts.card.MdevDefinition;
import dev.gantry.provisioner.model.inspect.InspectionOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the files under {@code /etc/mdevctl.d}, which the answer holds line by line. */
public final class MdevDefinitionsReader {
    // {"mdev_type":"nvidia-700","start":"manual","attrs":[]}   also pretty-printed over several lines
    private static final Pattern TYPE = Pattern.compile("\"mdev_type\"\\s*:\\s*\"([^\"\\\\]*)\"");
    private static final Pattern START = Pattern.compile("\"start\"\\s*:\\s*\"([^\"\\\\]*)\"");
    // README and 5c630867-a673-5d75-aa31-a499e6c7cb19~ are nobody's definitions
    private static final Pattern NAME = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern OBJECT = Pattern.compile("\\s*\\{.*\\}\\s*", Pattern.DOTALL);

    private MdevDefinitionsReader() {}

    /** Keys {@code definition <number> path} with {@code <parent>/<uuid>} and {@code definition <number> line}. */
    public static List<MdevDefinition> read(InspectionOutput answer) {
        List<MdevDefinition> found = new ArrayList<>();
        for (int i = 1; answer.has("definition " + i + " path"); i++) {
            String path = answer.one("definition " + i + " path");
            String text = String.join("\n", answer.all("definition " + i + " line"));
            int slash = path.indexOf('/');
            if (slash > 0 && NAME.matcher(path.substring(slash + 1)).matches()) {
                found.add(definition(path.substring(0, slash), path.substring(slash + 1), text));
            }
        }
        return found;
    }

    private static MdevDefinition definition(String parent, String uuid, String text) {
        Matcher type = TYPE.matcher(text);
        if (!OBJECT.matcher(text).matches() || !type.find()) {
            return new MdevDefinition(parent, uuid, null, "");
        }
        Matcher start = START.matcher(text);
        return new MdevDefinition(parent, uuid, type.group(1), start.find() ? start.group(1) : "");
    }
}
