/** Rows and their queries; they never leave this room. */
package dev.gantry.novaconfig.store;
