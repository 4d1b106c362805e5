/** Logging in: the pinned key, our own key, and what a host says when it lets us not in. */
@NullMarked
package dev.gantry.provisioner.ssh.login;

import org.jspecify.annotations.NullMarked;
