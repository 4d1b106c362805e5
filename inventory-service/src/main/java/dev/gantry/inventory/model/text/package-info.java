/** What is read from people's files: values, and what is wrong with them. */
@NullMarked
package dev.gantry.inventory.model.text;

import org.jspecify.annotations.NullMarked;
