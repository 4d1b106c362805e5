/** Licence tokens in the database. */
@NullMarked
package dev.gantry.imagebuilder.store.licence;

import org.jspecify.annotations.NullMarked;
