/** What is true of driver bundles, images and builds, without any framework; here: violations and exceptions. */
@NullMarked
package dev.gantry.imagebuilder.model;

import org.jspecify.annotations.NullMarked;
