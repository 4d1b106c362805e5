/** What every REST resource shares: problems, entity tags, pages, cursors, request ids, limits. */
@NullMarked
package dev.gantry.kit.http;

import org.jspecify.annotations.NullMarked;
