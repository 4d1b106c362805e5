/** Real Git repositories and the servers in front of them. */
package dev.gantry.testing.git;
