/** Signed calls to receivers, and the secrets that they are signed with. */
@NullMarked
package dev.gantry.inventory.webhook.http;

import org.jspecify.annotations.NullMarked;
