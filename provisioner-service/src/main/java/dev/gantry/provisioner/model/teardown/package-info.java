/** What has to go before anything else can come. */
@NullMarked
package dev.gantry.provisioner.model.teardown;

import org.jspecify.annotations.NullMarked;
