package dev.gantry.kit.yaml;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The nodes of a YAML text, made by a parser that ends at a depth: the library makes nodes by recursion, and a text of a few thousand
 * brackets would end its thread. What is nested more deeply is a {@link org.snakeyaml.engine.v2.exceptions.YamlEngineException}, as any
 * other fault of the text.
 */
public final class LimitedYaml {

    private LimitedYaml() {}

    /** A node for each document. */
    public static Iterator<Node> documents(LoadSettings settings, String text) {
        return composer(settings, text);
    }

    /** The values of the only document; null for an empty one. */
    public static @Nullable Object load(LoadSettings settings, String text) {
        return new StandardConstructor(settings)
                .constructSingleDocument(composer(settings, text).getSingleNode());
    }

    private static Composer composer(LoadSettings settings, String text) {
        return new Composer(settings, new NestingLimit(new ParserImpl(settings, new StreamReader(settings, text))));
    }
}
