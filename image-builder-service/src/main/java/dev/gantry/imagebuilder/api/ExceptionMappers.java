package dev.gantry.imagebuilder.api;

import dev.gantry.imagebuilder.model.ProblemException;
import dev.gantry.imagebuilder.model.RemoteException;
import dev.gantry.imagebuilder.model.Violation;
import dev.gantry.kit.http.Problem;
import dev.gantry.kit.http.ProblemMapper;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns the exceptions of this service into problems, each kind with its status. */
final class ExceptionMappers {

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        Problem problem =
                switch (e.kind()) {
                    case INVALID ->
                        Problem.invalid(
                                e.name(),
                                e.title(),
                                e.violations().stream()
                                        .map(ExceptionMappers::field)
                                        .toList());
                    case UNKNOWN -> plain(404, e);
                    case CONFLICT -> plain(409, e);
                    case UNAVAILABLE -> plain(503, e);
                    case TOO_LARGE -> plain(413, e);
                };
        for (Map.Entry<String, Object> member : e.members().entrySet()) {
            problem = problem.with(member.getKey(), member.getValue());
        }
        return ProblemMapper.answer(problem);
    }

    /** A server behind us failed while someone waited for the answer. */
    @ServerExceptionMapper
    Response failed(RemoteException e) {
        return ProblemMapper.answer(
                Problem.of(e.isRetryable() ? 503 : 502, e.reason(), "A server behind this one refused", e.detail()));
    }

    private static Problem plain(int status, ProblemException e) {
        Problem problem = Problem.of(status, e.name(), e.title(), e.detail());
        List<Violation> violations = e.violations();
        return violations.isEmpty()
                ? problem
                : problem.with(
                        "fields",
                        violations.stream().map(ExceptionMappers::field).toList());
    }

    private static Problem.Field field(Violation violation) {
        return new Problem.Field(violation.where(), violation.found(), violation.expected(), violation.fix());
    }
}
