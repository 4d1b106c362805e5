/** NVIDIA functions as an inspection found them, and what they carry. */
@NullMarked
package dev.gantry.provisioner.model.facts.card;

import org.jspecify.annotations.NullMarked;
