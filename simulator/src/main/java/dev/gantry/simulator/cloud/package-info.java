/**
 * A simulated OpenStack cloud over the simulated hosts: Keystone, Nova and Placement, as far as Gantry speaks to them, with the paths, microversions and
 * error bodies of keystone 22, nova-api 26.2.2 and 34.0.0, and placement 8.0.0. A server that uses a vGPU is a guest on its simulated host: its device
 * cannot be removed there, and a reboot ends it.
 *
 * <p>What it does not do: a server is of no image, network or volume and needs no memory; only mediated devices are counted. The scheduler takes the first
 * host by name that fits; nothing is weighed. Nova's configuration is not read: each type is offered under the class that Gantry gives it by default.
 * Placement is told what a host carries with each question, and forgets at once what the host lost, where a real nova-compute reports once a minute and
 * leaves providers behind. Compute services are always up. Versions of libvirt and QEMU are the simulated host's own; two different ones are not compared.
 * A move that was under way when the process ended did not happen. Policies know one role.
 */
@NullMarked
package dev.gantry.simulator.cloud;

import org.jspecify.annotations.NullMarked;
