package dev.gantry.kit.http;

import dev.gantry.kit.db.DatabaseException;
import io.quarkus.logging.Log;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The answer to what nobody foresaw, and to what only the framework below can notice. */
final class UnexpectedMapper {

    // Param limit of 1500 was exceeded
    private static final Pattern TOO_MANY_PARTS = Pattern.compile("Param limit of (\\d+) was exceeded");
    /** Where the framework reads a body: what fails there is the sender's. */
    private static final Set<String> READERS = Set.of("VertxInputStream", "MultipartParser", "MultiPartUploadHandler");

    @ServerExceptionMapper
    Response unexpected(Exception e) {
        if (DatabaseException.isOutOfReach(e)) {
            Log.warnf(e, "request not answered, the database is out of reach");
            return ProblemMapper.answer(Problem.of(
                    503,
                    "database-unreachable",
                    "Database out of reach",
                    "The database does not answer now. Look in a moment what became of this, or send it again."));
        }
        if (DatabaseException.isUnstorableText(e)) {
            return ProblemMapper.answer(Problem.of(
                    400,
                    "text-not-storable",
                    "Text not storable",
                    "A path, a parameter or a field holds the character U+0000, which no database takes; remove it."));
        }
        Matcher parts = TOO_MANY_PARTS.matcher(String.valueOf(e.getMessage()));
        if (parts.matches()) {
            return ProblemMapper.answer(Problem.of(
                    413,
                    "too-many-parts",
                    "Too many parts",
                    "The form has more than %s parts; send the files as a tar.gz.".formatted(parts.group(1))));
        }
        if (isBodyBroken(e)) {
            return ProblemMapper.answer(Problem.of(
                    400,
                    "body-malformed",
                    "Body not readable",
                    "The body ends before its end, or has not the form that its Content-Type names."));
        }
        Log.errorf(e, "request failed unexpectedly");
        return failed();
    }

    /** An error of the machine is an answer too; without one the framework writes its own. */
    @ServerExceptionMapper
    Response broken(Error e) {
        if (e instanceof StackOverflowError) {
            return ProblemMapper.answer(Problem.of(
                    400,
                    "body-nested-too-deeply",
                    "Body nested too deeply",
                    "The body is nested more deeply than any that is of use here; flatten it."));
        }
        Log.errorf(e, "request failed by an error of the machine");
        return failed();
    }

    private static boolean isBodyBroken(Exception e) {
        return Arrays.stream(e.getStackTrace())
                .limit(4)
                .map(StackTraceElement::getClassName)
                .anyMatch(name -> READERS.stream().anyMatch(name::contains));
    }

    private static Response failed() {
        return ProblemMapper.answer(Problem.of(
                500,
                "unexpected",
                "Unexpected failure",
                "The service could not answer; its log holds the request id."));
    }
}
