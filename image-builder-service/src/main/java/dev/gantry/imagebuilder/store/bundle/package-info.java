/** Driver bundles in the database. */
@NullMarked
package dev.gantry.imagebuilder.store.bundle;

import org.jspecify.annotations.NullMarked;
