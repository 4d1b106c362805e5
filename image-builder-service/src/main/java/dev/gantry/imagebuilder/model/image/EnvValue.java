package dev.gantry.imagebuilder.model.image;

import java.util.List;

/** The value of a build environment variable: written out, or a reference that is resolved when the build is planned. */
public sealed interface EnvValue {

    /** As it stands. */
    record Text(String text) implements EnvValue {}

    /** Several, as the guide writes {@code DIB_CLOUD_INIT_GROWPART_DEVICES}; rendered as a YAML flow list. */
    record Items(List<String> items) implements EnvValue {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A licence token by its name. Its value never becomes an environment variable; the build gets a path to a file. */
    record Token(String name) implements EnvValue {}

    /** The URL of a published part of a driver bundle; {@code part} is its file name. */
    record Artifact(String bundle, String part) implements EnvValue {}

    /** A file of the builder machine, by its path; its content counts as an input of the build. */
    record File(String path) implements EnvValue {}
}
