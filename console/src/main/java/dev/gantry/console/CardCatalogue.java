package dev.gantry.console;

import dev.gantry.gpu.catalogue.CardModel;
import dev.gantry.gpu.catalogue.VgpuCatalogue;
import dev.gantry.gpu.catalogue.VgpuType;
import dev.gantry.gpu.mig.MigFamily;
import dev.gantry.gpu.mig.MigProfile;
import dev.gantry.gpu.mig.MigSlot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The catalogue of cards in the form that the pages draw from. */
final class CardCatalogue {

    private CardCatalogue() {}

    static String json() {
        JsonArray families = new JsonArray();
        MigFamily.all().forEach(family -> families.add(family(family)));
        JsonArray cards = new JsonArray();
        VgpuCatalogue.bundled().cards().forEach(card -> cards.add(card(card)));
        return new JsonObject().put("families", families).put("cards", cards).encode();
    }

    private static JsonObject family(MigFamily family) {
        JsonArray slots = new JsonArray();
        family.slots().forEach(slot -> slots.add(slot(slot)));
        return new JsonObject()
                .put("name", family.name())
                .put("computeSlices", family.computeSlices())
                .put("memorySlices", family.memorySlices())
                .put("slots", slots);
    }

    private static JsonObject slot(MigSlot slot) {
        return new JsonObject()
                .put("profile", slot.profile().toString())
                .put("compute", slot.computeSlices())
                .put("memory", slot.memorySlices())
                .put("starts", new JsonArray(slot.starts()))
                .put("most", slot.most())
                .put("media", !slot.profile().with().isEmpty());
    }

    private static JsonObject card(CardModel card) {
        JsonArray types = new JsonArray();
        card.types().forEach(type -> types.add(type(type)));
        return new JsonObject()
                .put("suffix", card.suffix())
                .put("title", card.title())
                .put("productIds", new JsonArray(card.productIds()))
                .put("memoryMib", card.framebufferMib())
                .put("family", card.migFamily())
                .put("types", types);
    }

    private static JsonObject type(VgpuType type) {
        return new JsonObject()
                .put("name", type.name().toString())
                .put("number", type.number())
                .put("memoryMib", type.framebufferMib())
                .put("series", type.series().name())
                .put("mig", type.migProfile().map(MigProfile::toString).orElse(""))
                .put("mostEqual", type.mostEqual());
    }
}
