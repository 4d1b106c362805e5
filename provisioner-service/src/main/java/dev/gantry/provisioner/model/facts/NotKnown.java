package dev.gantry.provisioner.model.facts;

/**
 * What an inspection could not tell, and why: nothing may be concluded from it.
 *
 * @param what in words of the facts: {@code mig}, {@code unit nvidia-vgpud.service}
 */
public record NotKnown(String what, String why) {}
