/** Use cases of driver bundles: upload, fetch, publish, list. */
@NullMarked
package dev.gantry.imagebuilder.flow.bundle;

import org.jspecify.annotations.NullMarked;
