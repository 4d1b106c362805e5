package dev.gantry.cli.profile;

/**
 * As which client one logs in at which identity provider.
 *
 * @param issuer its address, below which {@code .well-known/openid-configuration} is
 * @param scope with blanks between, e.g. {@code openid profile}
 */
public record OidcClient(String issuer, String clientId, String scope) {}
