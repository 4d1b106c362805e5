/** The text of oslo.config files: written, read line by line, compared. */
@NullMarked
package dev.gantry.novaconfig.model.conf;

import org.jspecify.annotations.NullMarked;
