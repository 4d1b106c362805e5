package dev.gantry.kit.zip;

import java.util.List;

/**
 * One entry of a zip, as its directory tells.
 *
 * @param path as written there, such as {@code Host_Drivers/NVIDIA-Linux-x86_64-525.105.14-vgpu-kvm.run}; not trusted
 * @param bytes unpacked; negative when the directory does not say
 * @param packedBytes negative when the directory does not say
 * @param crc CRC-32 of the unpacked bytes
 */
public record ZipPart(String path, Kind kind, long bytes, long packedBytes, long crc) {

    /** What an entry is; only a file can be opened. */
    public enum Kind {
        FILE,
        FOLDER,
        SYMBOLIC_LINK,
        /** Encrypted, or packed in a way that is not known here. */
        UNREADABLE
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    /** The last name of its path. */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether the path leads, or could lead, out of the folder that it is unpacked in. */
    public boolean leavesItsFolder() {
        return leavesItsFolder(path);
    }

    /** The same of a path alone. */
    public static boolean leavesItsFolder(String path) {
        return path.isBlank()
                || path.startsWith("/")
                || path.contains("\\")
                || path.chars().anyMatch(Character::isISOControl)
                || path.matches("[A-Za-z]:.*")
                || List.of(path.split("/", -1)).contains("..");
    }
}
