/** What the cards of a host shall be cut into or handed out as, read from and written as the guide shows it. */
@NullMarked
package dev.gantry.gpu.layout;

import org.jspecify.annotations.NullMarked;
