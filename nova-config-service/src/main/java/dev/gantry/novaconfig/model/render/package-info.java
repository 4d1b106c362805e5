/** How the devices of hosts become files of Nova, kolla and kayobe. */
@NullMarked
package dev.gantry.novaconfig.model.render;

import org.jspecify.annotations.NullMarked;
