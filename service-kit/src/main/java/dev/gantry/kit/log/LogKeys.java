package dev.gantry.kit.log;

import io.quarkus.logging.LoggingFilter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Gives a JSON log line the keys that its message names ({@code host %s hostId=%s}) as fields under {@code mdc}, beside trace and request,
 * so that lines of all services are found by the same fields. Lets every record through.
 */
@LoggingFilter(name = "gantry-keys")
public final class LogKeys implements Filter {
    /** Sample: {@code event not sent, key held back topic=%s key=%s reason=%s}. */
    private static final Pattern PARAMETER =
            Pattern.compile("(?:\\b([a-z][A-Za-z0-9]*)=)?%(?:[-#+ 0,(]*\\d*(?:\\.\\d+)?)([a-zA-Z%])");

    private final boolean json;

    public LogKeys(@ConfigProperty(name = "quarkus.log.console.json.enabled", defaultValue = "false") boolean json) {
        this.json = json;
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        if (json && record instanceof ExtLogRecord line) {
            named(line).forEach(line::putMdc);
        }
        return true;
    }

    private static Map<String, String> named(ExtLogRecord line) {
        Object[] given = line.getParameters();
        if (given == null || line.getFormatStyle() != ExtLogRecord.FormatStyle.PRINTF || line.getMessage() == null) {
            return Map.of();
        }
        return read(line.getMessage(), given);
    }

    static Map<String, String> read(String format, Object[] given) {
        Map<String, String> named = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(format);
        int next = 0;
        while (parameter.find()) {
            String kind = parameter.group(2);
            if (kind.equals("%") || kind.equals("n")) {
                continue;
            }
            if (parameter.group(1) != null && next < given.length) {
                named.put(parameter.group(1), String.valueOf(given[next]));
            }
            next++;
        }
        return named;
    }
}
