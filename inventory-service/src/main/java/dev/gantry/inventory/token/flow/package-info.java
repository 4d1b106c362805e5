/** Making, listing and revoking API tokens, and logging in by them. */
@NullMarked
package dev.gantry.inventory.token.flow;

import org.jspecify.annotations.NullMarked;
