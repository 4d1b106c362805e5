/** Filters, tests, methods and functions, by the names that Ansible knows them by. */
@NullMarked
package dev.gantry.kit.jinja.filter;

import org.jspecify.annotations.NullMarked;
