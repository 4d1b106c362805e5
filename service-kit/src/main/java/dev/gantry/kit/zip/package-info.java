/** Zips that somebody else made: read by their directory, unpacked part by part, believed in nothing. */
@NullMarked
package dev.gantry.kit.zip;

import org.jspecify.annotations.NullMarked;
