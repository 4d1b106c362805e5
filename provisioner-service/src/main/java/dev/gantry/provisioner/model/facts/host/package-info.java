/** The host itself as an inspection found it: system, firmware, kernel, next boot. */
@NullMarked
package dev.gantry.provisioner.model.facts.host;

import org.jspecify.annotations.NullMarked;
