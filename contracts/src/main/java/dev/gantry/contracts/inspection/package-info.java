/** What an inspection of a host found, and what would be changed. */
@NullMarked
package dev.gantry.contracts.inspection;

import org.jspecify.annotations.NullMarked;
