/** Work that can block without end (files, names, pipes), kept away from the threads that serve requests. */
@NullMarked
package dev.gantry.kit.blocking;

import org.jspecify.annotations.NullMarked;
