/** Expressions of Jinja as Ansible fills them: texts cut into parts, parsed, and evaluated with what a caller knows. */
@NullMarked
package dev.gantry.kit.jinja;

import org.jspecify.annotations.NullMarked;
