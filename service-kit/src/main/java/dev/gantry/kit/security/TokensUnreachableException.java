package dev.gantry.kit.security;

/** Whose a token is cannot be known now: that is neither a yes nor a no. */
public final class TokensUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TokensUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
