/** Values as Python has them and shows them, for what Ansible reads and writes. */
@NullMarked
package dev.gantry.kit.python;

import org.jspecify.annotations.NullMarked;
