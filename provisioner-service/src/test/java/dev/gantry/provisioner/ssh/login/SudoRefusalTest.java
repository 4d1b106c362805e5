package dev.gantry.provisioner.ssh.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.provisioner.ssh.CommandResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sudo, sudo-rs and a shell without either say when a user may not become root. */
class SudoRefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | sudo: a password is required | true",
                "1 | sudo: a terminal is required to read the password | true",
                "1 | sudo: sorry, you must have a tty to run sudo | true",
                "1 | sudo: account validation failure, is your account locked? | true",
                "1 | sudo: Ein Passwort ist notwendig | true",
                "1 | sudo : il est nécessaire de saisir un mot de passe | true",
                "1 | sudo-rs: interactive authentication is required | true",
                "1 | Sorry, user stack is not allowed to execute '/usr/bin/sh -s' as root on gpu1. | true",
                "1 | stack is not in the sudoers file. | true",
                "1 | Sorry, user stack may not run sudo on gpu1. | true",
                "127 | sh: 1: sudo: not found | true",
                "127 | bash: line 1: sudo: command not found | true",
                "1 | in use by: instance-0000002a (has 0000:17:00.4 open); nothing was changed | false",
                "1 | pseudo: no such thing | false",
                "0 | sudo: unable to resolve host gpu1 | false",
                "127 | sh: 1: mdevctl: not found | false",
            })
    void itsOwnWordsAreToldFromThoseOfTheScript(int exit, String said, boolean refused) {
        assertThat(SudoRefusal.mayHaveRefused(new CommandResult(exit, "", said, false)))
                .isEqualTo(refused);
    }
}
