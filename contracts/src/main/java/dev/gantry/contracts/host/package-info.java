/** Facts about one host: inventory and provisioner tell them. */
@NullMarked
package dev.gantry.contracts.host;

import org.jspecify.annotations.NullMarked;
