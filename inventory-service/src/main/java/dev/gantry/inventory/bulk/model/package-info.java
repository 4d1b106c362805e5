/** What one call over many hosts asks for, and what came of it for each. */
@NullMarked
package dev.gantry.inventory.bulk.model;

import org.jspecify.annotations.NullMarked;
