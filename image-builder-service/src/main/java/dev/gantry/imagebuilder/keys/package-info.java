/** Secrets: sealed storage, ansible-vault files, licence tokens and the servers they name. */
@NullMarked
package dev.gantry.imagebuilder.keys;

import org.jspecify.annotations.NullMarked;
