package dev.gantry.contracts.image;

import dev.gantry.contracts.event.Event;

/** A guest image build ended without an image. {@code phase} is the diskimage-builder phase or {@code preflight}. */
public record ImageBuildFailed(
        String image, String buildId, String phase, String reason, String detail, boolean retryable) implements Event {

    @Override
    public String subject() {
        return image;
    }
}
