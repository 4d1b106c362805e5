/** Simulated GPU hosts: a real SSH server and a real shell over a folder that obeys the rules of a real hypervisor. */
@NullMarked
package dev.gantry.simulator;

import org.jspecify.annotations.NullMarked;
