/** Where the suite is and who is calling: profiles, the environment, or the suite on this machine. */
@NullMarked
package dev.gantry.cli.profile;

import org.jspecify.annotations.NullMarked;
