package dev.gantry.contracts.image;

import dev.gantry.contracts.event.Event;
import java.util.List;

/** A licence token ends soon. {@code images} carry it. */
public record LicenceTokenExpiring(String token, String fingerprint, String expires, List<String> images)
        implements Event {

    public LicenceTokenExpiring {
        images = List.copyOf(images);
    }

    @Override
    public String subject() {
        return token;
    }
}
