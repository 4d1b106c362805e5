package dev.gantry.provisioner.flow;

import dev.gantry.provisioner.host.HostFailure;

/** Why something did not work, as events carry it. {@code reason} is a kebab-case code; {@code retryable}: the same may work later. */
public record Failure(String reason, String detail, boolean retryable) {

    static Failure of(HostFailure failure) {
        return new Failure(
                failure.trouble().code(), failure.detail(), failure.trouble().mayPass());
    }

    static Failure lasting(String reason, String detail) {
        return new Failure(reason, detail, false);
    }
}
