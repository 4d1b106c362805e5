import dev.gantry.simulator.DriverBundleMaker;
import java.nio.file.Path;

/** Writes the guide's driver bundle, made up for simulated hosts, into a folder. Run by the JDK's source launcher. */
class Bundle {
    public static void main(String[] args) throws Exception {
        System.out.println(DriverBundleMaker.make(Path.of(args[0])));
    }
}
