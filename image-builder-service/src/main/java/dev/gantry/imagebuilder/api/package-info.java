/** The door for people: REST resources of driver bundles, images, builds and licence tokens. */
@NullMarked
package dev.gantry.imagebuilder.api;

import org.jspecify.annotations.NullMarked;
