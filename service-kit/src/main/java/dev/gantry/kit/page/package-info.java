/** Lists, page by page: one shape and one cursor for all services. */
@NullMarked
package dev.gantry.kit.page;

import org.jspecify.annotations.NullMarked;
