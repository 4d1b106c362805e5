/** The database: its failures, its notifications, and the removal of old rows. */
@NullMarked
package dev.gantry.kit.db;

import org.jspecify.annotations.NullMarked;
