/** Events out and in: transactional outbox, inbox, consumer, dead letters. */
@NullMarked
package dev.gantry.kit.event;

import org.jspecify.annotations.NullMarked;
