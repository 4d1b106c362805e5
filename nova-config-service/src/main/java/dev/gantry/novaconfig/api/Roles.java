package dev.gantry.novaconfig.api;

/** Who may do what: viewers read, operators change, admins settle what concerns the whole site. */
final class Roles {

    static final String VIEWER = "viewer";
    static final String OPERATOR = "operator";
    static final String ADMIN = "admin";

    private Roles() {}
}
