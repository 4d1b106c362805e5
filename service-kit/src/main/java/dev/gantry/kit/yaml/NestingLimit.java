package dev.gantry.kit.yaml;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;

/** Ends the reading of what is nested too deeply before a node is made of it: nodes are made by recursion. */
final class NestingLimit implements Parser {

    static final int DEEPEST = 50;

    private final Parser parser;
    private int depth;

    NestingLimit(Parser parser) {
        this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        depth += switch (event.getEventId()) {
            case SequenceStart, MappingStart -> 1;
            case SequenceEnd, MappingEnd -> -1;
            case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Alias, Scalar, Comment -> 0;
        };
        if (depth > DEEPEST) {
            throw new YamlEngineException("nested more than " + DEEPEST + " deep");
        }
        return event;
    }
}
