/** Driver versions, bundles and releases, and the framework of the host kernel. */
@NullMarked
package dev.gantry.gpu.driver;

import org.jspecify.annotations.NullMarked;
