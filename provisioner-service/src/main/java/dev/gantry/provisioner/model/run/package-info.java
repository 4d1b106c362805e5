/** What a run over a host is, apart from how it is stored and driven. */
@NullMarked
package dev.gantry.provisioner.model.run;

import org.jspecify.annotations.NullMarked;
