/** What one inspection found, as records: the host, its kernel, its cards, what they carry, its files, who uses what. */
@NullMarked
package dev.gantry.provisioner.model.facts;

import org.jspecify.annotations.NullMarked;
