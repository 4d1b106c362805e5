/** What a kayobe configuration would bring, by the services' own rules and without a service. */
@NullMarked
package dev.gantry.cli.plan;

import org.jspecify.annotations.NullMarked;
