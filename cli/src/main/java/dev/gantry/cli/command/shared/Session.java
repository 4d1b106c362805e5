package dev.gantry.cli.command.shared;

import dev.gantry.cli.call.Client;
import dev.gantry.cli.login.Logins;
import dev.gantry.cli.profile.Profile;
import dev.gantry.cli.profile.ProfileReader;
import dev.gantry.cli.profile.Surroundings;
import java.io.PrintWriter;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** One command line being carried out: where it prints, and the suite that it calls. */
public final class Session {
    private final Surroundings around;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean isTerminal;
    private @Nullable String profileName;
    private @Nullable Client client;

    public Session(Surroundings around, PrintWriter out, PrintWriter err, boolean isTerminal) {
        this.around = around;
        this.out = out;
        this.err = err;
        this.isTerminal = isTerminal;
    }

    public void choose(@Nullable String name) {
        profileName = name;
    }

    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
    }

    /** Whether a person sits there, who can be asked. */
    public boolean isTerminal() {
        return isTerminal;
    }

    public ProfileReader profiles() {
        return new ProfileReader(around);
    }

    public Profile profile() {
        return profiles().find(profileName);
    }

    public Logins logins() {
        return new Logins(around.loginsFolder(), Clock.systemUTC(), Pause::seconds);
    }

    public Surroundings around() {
        return around;
    }

    public Client client() {
        Client known = client;
        if (known == null) {
            Profile chosen = profile();
            String given = chosen.token();
            known = new Client(chosen, given == null ? () -> logins().token(chosen) : () -> given);
            client = known;
        }
        return known;
    }
}
