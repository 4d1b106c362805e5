package dev.gantry.kit.licence;

import java.util.List;

/** A licence server that a token names, and the ports on which it listens. */
public record TokenNode(String host, List<Integer> ports) {

    public TokenNode {
        ports = List.copyOf(ports);
    }
}
