/** The REST API of this service: what all of its resources share. */
@NullMarked
package dev.gantry.imagebuilder.api;

import org.jspecify.annotations.NullMarked;
