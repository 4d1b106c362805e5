/** What happens before a service starts: settings from files, trust for outgoing TLS, and the verbs {@code check-config} and {@code make-topics}. */
@org.jspecify.annotations.NullMarked
package dev.gantry.kit.start;
