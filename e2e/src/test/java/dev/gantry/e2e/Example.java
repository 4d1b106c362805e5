package dev.gantry.e2e;

import dev.gantry.local.suite.demo.ExampleFolder;
import dev.gantry.local.suite.launcher.LocalSuite;
import dev.gantry.local.suite.launcher.Service;
import dev.gantry.local.suite.launcher.SimulatorProcess;
import java.nio.file.Path;

/** The guide's kayobe configuration with the addresses of a running suite. */
final class Example {
    private Example() {}

    static Path folder(LocalSuite suite) {
        return of(suite).path();
    }

    static ExampleFolder of(LocalSuite suite) {
        ExampleFolder example = ExampleFolder.copy(suite.home());
        example.setPulp(suite.url(Service.IMAGE_BUILDER).getAuthority());
        suite.hosts()
                .forEach(
                        (host, access) -> example.setSsh(host, access.port(), SimulatorProcess.USER, access.hostKey()));
        return example;
    }
}
