/** Door to OpenStack: image service, and the shapes of openstack-config. */
@NullMarked
package dev.gantry.imagebuilder.openstack;

import org.jspecify.annotations.NullMarked;
