package dev.gantry.imagebuilder.model.artifact;

import java.util.Optional;

/** What a long piece of work has reached, kept over a kill: small texts by a key of the work's own. */
public interface Checkpoints {

    Optional<String> recall(String key);

    void keep(String key, String value);

    void forget(String key);
}
