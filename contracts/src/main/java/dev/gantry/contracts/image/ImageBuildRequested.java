package dev.gantry.contracts.image;

import dev.gantry.contracts.event.Event;

/** A guest image build was accepted. */
public record ImageBuildRequested(String image, String buildId, String inputsDigest) implements Event {

    @Override
    public String subject() {
        return image;
    }
}
