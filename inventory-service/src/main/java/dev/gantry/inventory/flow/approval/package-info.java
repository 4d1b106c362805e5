/** What a plan needs before it may run: a person's approval, tied to the plan's digest. */
@NullMarked
package dev.gantry.inventory.flow.approval;

import org.jspecify.annotations.NullMarked;
