/** A real PostgreSQL and a real Kafka broker for one machine: no Docker, no root, loopback only. */
@NullMarked
package dev.gantry.local.embedded;

import org.jspecify.annotations.NullMarked;
