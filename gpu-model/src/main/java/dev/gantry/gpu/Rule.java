package dev.gantry.gpu;

/** Every rule that a violation can break, with the code that docs, problems and tests call it by. */
public enum Rule {
    SHAPE("E0", "a definition has the guide's keys and each value the right form"),
    ADDRESS("E1", "a card is a physical function that the host has, named once"),
    INDEX("E2", "a virtual function's index is below the card's total (from Ampere on) and used once"),
    TYPE_OF_CARD("E3", "a vGPU type belongs to the card that carries it"),
    TYPE_NEEDS_MIG(
            "E4", "a MIG-backed type has its profile in mig_devices, a time-sliced type has no mig_devices beside it"),
    MORE_VGPUS_THAN_DEVICES("E5", "no more vGPUs of a profile than MIG devices of it"),
    MIG_GEOMETRY("E6", "the card can MIG and its MIG devices fit together"),
    TIME_SLICING(
            "E7",
            "time-sliced vGPUs of a card are alike, or mix sizes where card and driver can, and are no more than it"
                    + " holds"),
    FRAMEBUFFER("E8", "the vGPUs' memory is no more than the card's"),
    TWO_PATHS("E9", "no card model is used as vGPU and as passthrough on one host"),
    FRAMEWORK("E12", "nova knows the framework that the host's kernel uses"),
    ONE_TYPE_PER_CARD("E13", "with vendor VFIO one card carries one vGPU type"),
    SOLE_TYPE("W1", "nova before 29 ignores the resource class of a host's only type"),
    LICENCE("W8", "the licence covers the vGPU's series"),
    UNKNOWN_TYPE("W9", "the catalogue knows the card and the type"),
    IDLE_DEVICES("W10", "every MIG device carries a vGPU"),
    UNKNOWN_GEOMETRY("W11", "the catalogue knows how the card can be cut");

    private final String code;
    private final String text;

    Rule(String code, String text) {
        this.code = code;
        this.text = text;
    }

    public String code() {
        return code;
    }

    /** What holds when the rule is kept. */
    public String text() {
        return text;
    }

    public Severity severity() {
        return code.startsWith("E") ? Severity.ERROR : Severity.WARNING;
    }
}
