/** The truth of nova configuration: which release understands what, and how real devices become files. Pure Java. */
@NullMarked
package dev.gantry.novaconfig.model;

import org.jspecify.annotations.NullMarked;
