package dev.gantry.gpu.catalogue;

import dev.gantry.gpu.MalformedValueException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads the catalogue's table: a {@code card} line, then one {@code type} line for each of its types. */
final class CatalogueFile {

    private final List<CardModel> cards = new ArrayList<>();

    private CatalogueFile() {}

    static List<CardModel> read(String resource) {
        var stream = Objects.requireNonNull(CatalogueFile.class.getResourceAsStream(resource), resource);
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            CatalogueFile file = new CatalogueFile();
            lines.lines().filter(line -> !line.startsWith("#")).forEach(file::take);
            return List.copyOf(file.cards);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private void take(String line) {
        String[] field = line.split("\t", -1);
        switch (field[0]) {
            case "card" -> cards.add(card(field));
            case "type" -> cards.add(withType(cards.removeLast(), type(field)));
            default -> throw new MalformedValueException("catalogue line", line, "a card or a type");
        }
    }

    // card	A30	A30 / A30X / A30 LC	20b7	24576	Ampere	A30
    private static CardModel card(String[] field) {
        return new CardModel(
                field[1],
                field[2],
                List.of(field[3].split(",")),
                number(field[4]),
                field[5],
                field[6].equals("-") ? "" : field[6],
                List.of());
    }

    // type	A30-4C	684	4096	6	4
    private static VgpuType type(String[] field) {
        return new VgpuType(
                VgpuTypeName.parse(field[1]), number(field[2]), number(field[3]), number(field[4]), number(field[5]));
    }

    private static CardModel withType(CardModel card, VgpuType type) {
        List<VgpuType> types = new ArrayList<>(card.types());
        types.add(type);
        return card.withTypes(types);
    }

    private static int number(String text) {
        return text.equals("-") ? 0 : Integer.parseInt(text);
    }
}
