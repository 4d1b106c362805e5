/** The site's flavors, defined and applied to Nova. */
@NullMarked
package dev.gantry.novaconfig.flow.flavor;

import org.jspecify.annotations.NullMarked;
