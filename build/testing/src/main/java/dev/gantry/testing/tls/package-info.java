/** Certificates for servers of tests. */
@NullMarked
package dev.gantry.testing.tls;

import org.jspecify.annotations.NullMarked;
