/** What other services tell of hosts. */
@NullMarked
package dev.gantry.novaconfig.flow.device;

import org.jspecify.annotations.NullMarked;
