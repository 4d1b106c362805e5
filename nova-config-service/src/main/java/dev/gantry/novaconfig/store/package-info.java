/** Rows, and the repositories that turn them into values of the model and back; rows never leave this package. */
package dev.gantry.novaconfig.store;
