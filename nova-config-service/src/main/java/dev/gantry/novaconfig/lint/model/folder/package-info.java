/** A kayobe configuration as it was sent: Nova's files by line, YAML as trees, inventories as groups. */
@NullMarked
package dev.gantry.novaconfig.lint.model.folder;

import org.jspecify.annotations.NullMarked;
