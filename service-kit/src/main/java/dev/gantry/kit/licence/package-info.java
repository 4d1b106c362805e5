/** Licence tokens of NVIDIA's licence system, read without the server's key. */
@NullMarked
package dev.gantry.kit.licence;

import org.jspecify.annotations.NullMarked;
