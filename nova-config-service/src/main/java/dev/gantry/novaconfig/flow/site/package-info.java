/** What the site has and wants, and its cloud. */
@NullMarked
package dev.gantry.novaconfig.flow.site;

import org.jspecify.annotations.NullMarked;
