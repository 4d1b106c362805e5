/** What the provisioner knows of a host, what is wanted of it, and the changes between: pure, without SSH or database. */
@NullMarked
package dev.gantry.provisioner.model;

import org.jspecify.annotations.NullMarked;
