package dev.gantry.contracts;

/** A guest image build was accepted. */
public record ImageBuildRequested(String image, String buildId, String inputsDigest) implements Event {

    @Override
    public String subject() {
        return image;
    }
}
