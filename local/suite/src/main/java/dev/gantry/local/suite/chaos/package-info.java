/** The suite under load and seeded faults, held against what it promises (docs/reliability.md). */
@NullMarked
package dev.gantry.local.suite.chaos;

import org.jspecify.annotations.NullMarked;
