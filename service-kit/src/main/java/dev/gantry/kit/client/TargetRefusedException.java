package dev.gantry.kit.client;

import java.io.IOException;
import java.net.URI;

/** A call was not made because its target is not allowed; trying again does not help. */
public final class TargetRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    TargetRefusedException(URI url, String why) {
        super("%s://%s is not called: %s; an administrator can allow it by gantry.outgoing.allow"
                .formatted(url.getScheme(), url.getRawAuthority(), why));
    }
}
