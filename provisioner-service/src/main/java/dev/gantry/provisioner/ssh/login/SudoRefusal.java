package dev.gantry.provisioner.ssh.login;

import dev.gantry.provisioner.ssh.CommandResult;
import dev.gantry.provisioner.ssh.SshTarget;
import java.util.regex.Pattern;

/** What sudo says when a user may not become root, and what helps. */
public final class SudoRefusal {

    // sudo: a password is required | sudo: sorry, you must have a tty to run sudo | sudo-rs: interactive authentication
    // is required | sudo : il est nécessaire de saisir un mot de passe
    // Sorry, user stack is not allowed to execute '/usr/bin/sh -s' as root on gpu1. | stack is not in the sudoers file.
    private static final Pattern OWN_WORDS =
            Pattern.compile("(?m)^sudo(?:-rs)?\\h?: |^Sorry, user |is not in the sudoers file|may not run sudo on ");

    private static final int NO_SUCH_COMMAND = 127;

    private SudoRefusal() {}

    /** A command of the script may look the same. Sample for 127: {@code sh: 1: sudo: not found}. */
    public static boolean mayHaveRefused(CommandResult answer) {
        return switch (answer.exit()) {
            case 1 -> OWN_WORDS.matcher(answer.err()).find();
            case NO_SUCH_COMMAND -> answer.err().contains("sudo");
            default -> false;
        };
    }

    public static String refusal(SshTarget target, CommandResult answer) {
        return target + " may not become root without a password: "
                + answer.err().strip() + "; " + cure(target, answer);
    }

    private static String cure(SshTarget target, CommandResult answer) {
        if (answer.exit() == NO_SUCH_COMMAND) {
            return "install sudo there, or let the user be root";
        }
        return answer.err().contains("tty")
                ? "lift requiretty with 'Defaults:" + target.user() + " !requiretty' in sudoers.d"
                : "allow it with '" + target.user() + " ALL=(ALL) NOPASSWD: ALL' in sudoers.d";
    }
}
