/** Use cases, and what all of them share: folders, clients, waits. */
@NullMarked
package dev.gantry.imagebuilder.flow;

import org.jspecify.annotations.NullMarked;
