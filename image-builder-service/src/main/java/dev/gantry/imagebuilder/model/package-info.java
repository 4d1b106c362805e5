/** The truth of bundles, images, builds and tokens, without framework or I/O. */
@NullMarked
package dev.gantry.imagebuilder.model;

import org.jspecify.annotations.NullMarked;
