/** What a rollout is, and which host goes on. Pure. */
@NullMarked
package dev.gantry.inventory.rollout.model;

import org.jspecify.annotations.NullMarked;
