package dev.gantry.git;

import java.util.List;

/** The repository has no such branch. */
public final class BranchUnknownException extends Exception {

    private static final long serialVersionUID = 1L;

    BranchUnknownException(String branch, List<String> there) {
        super(
                there.isEmpty()
                        ? "the repository is empty"
                        : "there is no branch %s; there are %s".formatted(branch, String.join(", ", there)));
    }
}
