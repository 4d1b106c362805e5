package dev.gantry.kit.http;

import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jspecify.annotations.Nullable;

/** Where a part of a form lies in the folder that the form carries. */
public final class FormPath {

    private FormPath() {}

    /** The part's name where it is a path; the file name otherwise. 400 {@code body-malformed} for a part that has neither. */
    public static String of(@Nullable String name, FormValue part) {
        boolean isPath = name != null && (name.contains("/") || name.contains("."));
        String path = isPath || part.getFileName() == null ? name : part.getFileName();
        if (path == null) {
            throw Problem.of(
                            400,
                            "body-malformed",
                            "Body not readable",
                            "A part of the form has no name; give each the path of its file.")
                    .asException();
        }
        return path.replaceFirst("^\\./", "");
    }
}
