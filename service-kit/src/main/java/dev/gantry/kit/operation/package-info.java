/** Long work in one shape: what each 202 of a service leads to. */
@NullMarked
package dev.gantry.kit.operation;

import org.jspecify.annotations.NullMarked;
