/** Host drivers by URL: fetched once, proven by checksum, the host part taken out of a bundle. */
@NullMarked
package dev.gantry.provisioner.driver;

import org.jspecify.annotations.NullMarked;
