/** Archives and parts of a form as the files of a folder. */
@NullMarked
package dev.gantry.inventory.imports.archive;

import org.jspecify.annotations.NullMarked;
