/** REST resources that read and write the shapes of openstack-config. */
@NullMarked
package dev.gantry.imagebuilder.api.openstackconfig;

import org.jspecify.annotations.NullMarked;
