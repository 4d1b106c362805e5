/** The demo: the guide's hosts from enrolled to active, told to a person. */
@NullMarked
package dev.gantry.local.suite.demo;

import org.jspecify.annotations.NullMarked;
