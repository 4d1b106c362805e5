/** How bodies of JSON are read: strictly, and with words for what is wrong. */
@NullMarked
package dev.gantry.kit.http.json;

import org.jspecify.annotations.NullMarked;
