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

/** Turns the refusals of this service into problems, each kind with its status. */
final class ProblemMapper {

    @ServerExceptionMapper
    Response refused(ProblemException refusal) {
        Problem problem =
                switch (refusal.kind()) {
                    case INVALID ->
                        Problem.invalid(
                                refusal.name(),
                                refusal.title(),
                                refusal.flaws().stream().map(ProblemMapper::field).toList());
                    case UNKNOWN -> plain(404, refusal);
                    case CONFLICT -> plain(409, refusal);
                    case UNAVAILABLE -> plain(503, refusal);
                    case TOO_LARGE -> plain(413, refusal);
                };
        for (Map.Entry<String, Object> member : refusal.members().entrySet()) {
            problem = problem.with(member.getKey(), member.getValue());
        }
        return ProblemMapper.answer(problem);
    }

    /** A server behind us failed while someone waited for the answer. */
    @ServerExceptionMapper
    Response failed(RemoteException setback) {
        return ProblemMapper.answer(Problem.of(
                setback.mayHelp() ? 503 : 502, setback.reason(), "A server behind this one refused", setback.detail()));
    }

    private static Problem plain(int status, ProblemException refusal) {
        Problem problem = Problem.of(status, refusal.name(), refusal.title(), refusal.detail());
        List<Violation> flaws = refusal.flaws();
        return flaws.isEmpty()
                ? problem
                : problem.with("fields", flaws.stream().map(ProblemMapper::field).toList());
    }

    private static Problem.Field field(Violation flaw) {
        return new Problem.Field(flaw.path(), flaw.found(), flaw.wanted(), flaw.next());
    }
}
