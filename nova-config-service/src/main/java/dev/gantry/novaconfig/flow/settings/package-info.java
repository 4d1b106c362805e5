/** The site's settings changed. */
@NullMarked
package dev.gantry.novaconfig.flow.settings;

import org.jspecify.annotations.NullMarked;
