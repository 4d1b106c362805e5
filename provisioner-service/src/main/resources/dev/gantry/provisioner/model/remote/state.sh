#!/bin/sh
# Tells what goes on at the host: a change of ours that still runs, the state of the system, the boot.
R=${GANTRY_ROOT:-}
d=$R/run/gantry
born() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
# What a login prints before may not end its line.
echo
if read -r pid birth since name 2>/dev/null <"$d/owner" && [ -n "$birth" ] && [ "$(born "$pid")" = "$birth" ]; then
    printf 'running\t%s\n' "$name"
    printf 'seconds\t%s\n' "$(($(date +%s) - since))"
fi
printf 'system\t%s\n' "$(systemctl is-system-running 2>/dev/null)"
printf 'boot\t%s\n' "$(cat "$R/proc/sys/kernel/random/boot_id" 2>/dev/null)"
