/** Driver bundles, licence tokens, guest images and their builds. */
@NullMarked
package dev.gantry.cli.command.image;

import org.jspecify.annotations.NullMarked;
