/** What is done with a host: one class per use case, one transaction each. */
@NullMarked
package dev.gantry.inventory.flow.host;

import org.jspecify.annotations.NullMarked;
