/** What can be set of the service. */
@NullMarked
package dev.gantry.inventory.flow.settings;

import org.jspecify.annotations.NullMarked;
