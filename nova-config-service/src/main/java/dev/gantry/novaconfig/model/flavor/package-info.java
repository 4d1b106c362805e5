/** Flavors: what hosts offer, what a site defines, and what Nova would make of it. */
@NullMarked
package dev.gantry.novaconfig.model.flavor;

import org.jspecify.annotations.NullMarked;
