/** The devices and facts of a host that configuration is made from. */
@NullMarked
package dev.gantry.novaconfig.model.device;

import org.jspecify.annotations.NullMarked;
