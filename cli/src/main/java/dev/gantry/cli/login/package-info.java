/** Logins of people by an identity provider: the device flow of RFC 8628, and what is kept of it. */
@NullMarked
package dev.gantry.cli.login;

import org.jspecify.annotations.NullMarked;
