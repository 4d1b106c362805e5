/** Files of driver bundles: download, digest, zip. */
@NullMarked
package dev.gantry.imagebuilder.file;

import org.jspecify.annotations.NullMarked;
