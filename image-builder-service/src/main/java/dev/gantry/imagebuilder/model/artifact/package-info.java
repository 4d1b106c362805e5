/** Files that are published, their digests and the versions of a repository. */
@NullMarked
package dev.gantry.imagebuilder.model.artifact;

import org.jspecify.annotations.NullMarked;
