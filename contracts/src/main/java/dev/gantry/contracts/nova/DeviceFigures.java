package dev.gantry.contracts.nova;

/** What Placement tells of one device: the address of its function, or of the card of a PCI device, how many of the class it offers, and how many are allocated. */
public record DeviceFigures(String address, String resourceClass, int total, int used) {}
