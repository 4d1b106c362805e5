/** How a site wants its configuration, and where it is to be brought. */
@NullMarked
package dev.gantry.novaconfig.model.settings;

import org.jspecify.annotations.NullMarked;
