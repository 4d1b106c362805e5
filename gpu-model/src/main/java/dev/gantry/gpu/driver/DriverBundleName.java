package dev.gantry.gpu.driver;

import dev.gantry.gpu.MalformedValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file name of a driver bundle, which tells the drivers inside: for the host, for Linux and for Windows guests.
 * Host and guest may differ in the last number within one release; where they do not, NVIDIA names their version once.
 */
public record DriverBundleName(
        String fileName,
        Product product,
        DriverVersion host,
        DriverVersion guest,
        @Nullable DriverVersion windows) {

    /** Which of NVIDIA's products the bundle is of. */
    public enum Product {
        GRID,
        AI_ENTERPRISE
    }

    private static final String VERSION = "(" + DriverVersion.FORM + ")";
    // NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip   NVIDIA-GRID-Linux-KVM-510.108.03-514.08.zip
    // NVIDIA-GRID-Ubuntu-KVM-525.85.07-525.85.05-528.24.zip   NVIDIA-GRID-RHEL-8.8-535.104.06-535.104.05-537.13.zip
    private static final Pattern FORM = Pattern.compile("NVIDIA-(GRID|AI-Enterprise)"
            + "-(?:Linux-KVM|(?:Ubuntu|RHEL)(?:-KVM|-[0-9]{1,2}(?:\\.[0-9]{1,2})?))"
            + "-" + VERSION + "-" + VERSION + "(?:-" + VERSION + ")?\\.zip");

    public static DriverBundleName parse(String fileName) {
        Matcher m = FORM.matcher(fileName);
        if (!m.matches()) {
            throw new MalformedValueException(
                    "driver bundle",
                    fileName,
                    "NVIDIA-GRID-Linux-KVM-<host>-<guest>-<windows>.zip such as"
                            + " NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip");
        }
        DriverVersion host = DriverVersion.parse(m.group(2));
        DriverVersion second = DriverVersion.parse(m.group(3));
        boolean namesGuest = m.group(4) != null || second.branch() == host.branch();
        DriverVersion third = m.group(4) == null ? null : DriverVersion.parse(m.group(4));
        return new DriverBundleName(
                fileName,
                m.group(1).equals("GRID") ? Product.GRID : Product.AI_ENTERPRISE,
                host,
                namesGuest ? second : host,
                namesGuest ? third : second);
    }

    /** Takes the last part of a URL or path; a query or fragment is ignored. */
    public static DriverBundleName fromUrl(String url) {
        return parse(url.replaceFirst("[?#].*$", "").replaceFirst("^.*/", ""));
    }

    /** The file name. */
    @Override
    public String toString() {
        return fileName;
    }
}
