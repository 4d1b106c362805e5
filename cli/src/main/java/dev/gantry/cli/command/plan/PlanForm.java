package dev.gantry.cli.command.plan;

/** How a plan of a configuration is printed. */
enum PlanForm {
    text,
    markdown,
    json
}
