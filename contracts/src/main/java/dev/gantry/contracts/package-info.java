/** What is said: one record per event of the suite, and the catalogue of their types. No framework. */
@NullMarked
package dev.gantry.contracts;

import org.jspecify.annotations.NullMarked;
