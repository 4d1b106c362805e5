# Runs one command on the control host so that it outlives the connection, and follows what it prints.
# A second call with the same run looks first: a command that runs or has ended there is followed, never started again.
# Prepended: run (an id), minutes (the limit), command (a line for the login shell).
# Standard output carries the command's output; the last line of standard error is our verdict:
#   gantry-run: exit 3
#   gantry-run: lost
#   gantry-run: unusable /home/stack/.gantry/runs
: "${run:?}" "${minutes:?}" "${command:?}"
umask 077
runs=${HOME:-/tmp}/.gantry/runs
here=$runs/$run
verdict() {
    echo "gantry-run: $*" >&2
    exit 0
}
if ! mkdir -p "$runs" 2>/dev/null || [ ! -w "$runs" ]; then
    verdict unusable "$runs"
fi
if mkdir "$here" 2>/dev/null; then
    find "$runs" -mindepth 1 -maxdepth 1 -mtime +14 -exec rm -rf {} + 2>/dev/null
    : > "$here/log"
    printf '%s\n' "$command" > "$here/command" || verdict unusable "$here"
    # shellcheck disable=SC2016 # expanded by the shell that is started
    setsid sh -c '
        echo $$ > "$1/pid.new" && mv "$1/pid.new" "$1/pid"
        timeout -k 60 "$2" "${SHELL:-/bin/sh}" "$1/command" > "$1/log" 2>&1
        echo $? > "$1/exit.new" && mv "$1/exit.new" "$1/exit"
    ' gantry-run "$here" "${minutes}m" < /dev/null > /dev/null 2>&1 &
fi
# The starter writes its number at once; without one after this long it died before the command began, or its host did.
tries=0
while [ ! -s "$here/pid" ] && [ "$tries" -lt 50 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
pid=$(cat "$here/pid" 2>/dev/null)
# A number may be another process by now: ours names the folder.
if [ ! -f "$here/exit" ] && [ -n "$pid" ] && tr '\0' ' ' < "/proc/$pid/cmdline" 2>/dev/null | grep -qF "$here"; then
    tail -c +1 -f -s 0.2 --pid="$pid" "$here/log"
else
    cat "$here/log" 2>/dev/null
fi
if [ -f "$here/exit" ]; then
    verdict exit "$(cat "$here/exit")"
fi
verdict lost
