/** The door to OpenStack: Keystone, Nova and Placement over their public APIs. */
@NullMarked
package dev.gantry.novaconfig.openstack;

import org.jspecify.annotations.NullMarked;
