package dev.gantry.gpu.layout;

/** Whether a card can be cut into MIG devices, as far as its host could tell. */
public enum MigAbility {
    CAPABLE,
    /** The driver says so: {@code [N/A]}. */
    NOT_CAPABLE,
    /** Nobody could be asked, as while a card is bound to vfio-pci: no reason to refuse anything. */
    NOT_KNOWN
}
