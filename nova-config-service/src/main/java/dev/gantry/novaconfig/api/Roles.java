package dev.gantry.novaconfig.api;

/** Who may do what: viewers read, operators change, admins settle what concerns the whole site. */
public final class Roles {

    public static final String VIEWER = "viewer";
    public static final String OPERATOR = "operator";
    public static final String ADMIN = "admin";

    private Roles() {}
}
