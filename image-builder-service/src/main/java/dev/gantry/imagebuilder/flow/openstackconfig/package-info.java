/** Import and export of image definitions in the shapes of openstack-config. */
@NullMarked
package dev.gantry.imagebuilder.flow.openstackconfig;

import org.jspecify.annotations.NullMarked;
