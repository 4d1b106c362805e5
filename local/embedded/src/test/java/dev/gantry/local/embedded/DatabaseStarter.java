package dev.gantry.local.embedded;

import java.nio.file.Path;

/** Starts a database with one row in it and stays, to be killed. */
final class DatabaseStarter {
    private DatabaseStarter() {}

    public static void main(String[] args) throws Exception {
        LocalDatabase database = LocalDatabase.start(Path.of(args[0]), Path.of(args[1]), 0);
        database.createDatabaseIfMissing("inventory");
        LocalDatabaseIT.run(database, "create table host (name text)");
        LocalDatabaseIT.run(database, "insert into host values ('computegpu007')");
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
