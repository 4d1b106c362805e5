package dev.gantry.gpu;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file name of a driver bundle, which tells the three drivers inside: for the host, for Linux and for Windows guests.
 * Host and guest may differ in the last number within one release.
 */
public record DriverBundleName(Product product, DriverVersion host, DriverVersion guest, DriverVersion windows) {

    /** Which of NVIDIA's products the bundle is of. */
    public enum Product {
        GRID("NVIDIA-GRID-Linux-KVM"),
        AI_ENTERPRISE("NVIDIA-AI-Enterprise-Linux-KVM");

        private final String prefix;

        Product(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final String VERSION = "(" + DriverVersion.FORM + ")";
    // NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip
    private static final Pattern FORM = Pattern.compile(
            "NVIDIA-(GRID|AI-Enterprise)-Linux-KVM-" + VERSION + "-" + VERSION + "-" + VERSION + "\\.zip");

    public static DriverBundleName parse(String fileName) {
        Matcher m = FORM.matcher(fileName);
        if (!m.matches()) {
            throw new MalformedValue(
                    "driver bundle",
                    fileName,
                    "NVIDIA-GRID-Linux-KVM-<host>-<guest>-<windows>.zip such as"
                            + " NVIDIA-GRID-Linux-KVM-525.105.14-525.105.17-528.89.zip");
        }
        return new DriverBundleName(
                m.group(1).equals("GRID") ? Product.GRID : Product.AI_ENTERPRISE,
                DriverVersion.parse(m.group(2)),
                DriverVersion.parse(m.group(3)),
                DriverVersion.parse(m.group(4)));
    }

    /** Takes the last part of a URL or path; a query or fragment is ignored. */
    public static DriverBundleName fromUrl(String url) {
        return parse(url.replaceFirst("[?#].*$", "").replaceFirst("^.*/", ""));
    }

    /** The file name. */
    @Override
    public String toString() {
        return "%s-%s-%s-%s.zip".formatted(product.prefix, host, guest, windows);
    }
}
