/** OpenStack: identity, image and compute services. */
@NullMarked
package dev.gantry.imagebuilder.openstack;

import org.jspecify.annotations.NullMarked;
