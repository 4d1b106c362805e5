/** Who calls, what each role may do, and which authorities are trusted. */
@NullMarked
package dev.gantry.kit.security;

import org.jspecify.annotations.NullMarked;
