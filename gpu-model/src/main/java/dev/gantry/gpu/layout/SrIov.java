package dev.gantry.gpu.layout;

/** Whether a layout asks for virtual functions on a card at all. */
public enum SrIov {
    /** {@code virtual_functions} is absent: the card's virtual functions are nobody's business. Bare MIG is this. */
    LEFT_ALONE,
    /** {@code virtual_functions} is given. An empty list enables SR-IOV and creates no vGPU: discovery mode. */
    ENABLED
}
