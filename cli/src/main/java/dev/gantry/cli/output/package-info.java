/** What is printed: tables, single things, JSON, YAML, CSV and bare values. */
@NullMarked
package dev.gantry.cli.output;

import org.jspecify.annotations.NullMarked;
