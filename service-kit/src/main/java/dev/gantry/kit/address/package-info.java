/** Addresses of machines as people write them. */
@NullMarked
package dev.gantry.kit.address;

import org.jspecify.annotations.NullMarked;
