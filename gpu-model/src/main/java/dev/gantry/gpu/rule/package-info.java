/** The rules that a layout, a driver and a flavor are held against. */
@NullMarked
package dev.gantry.gpu.rule;

import org.jspecify.annotations.NullMarked;
