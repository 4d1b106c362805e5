#!/bin/sh
# Ends a change of ours that took too long: politely first, then for good. Before it comes fence='number'; a change of a worker with a
# higher one is not ours to end.
R=${GANTRY_ROOT:-}
d=$R/run/gantry
born() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
read -r pid birth since name 2>/dev/null <"$d/owner" || exit 0
lives() { [ -n "$birth" ] && [ "$(born "$pid")" = "$birth" ]; }
lives || exit 0
last=$(cat "$d/fence" 2>/dev/null)
[ "${last:-0}" -le "${fence:?}" ] || exit 76
kill -TERM "-$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null
left=10
while lives && [ "$left" -gt 0 ]; do
    sleep 1
    left=$((left - 1))
done
if lives; then kill -KILL "-$pid" 2>/dev/null || kill -KILL "$pid" 2>/dev/null; fi
rm -f "$d/owner"
echo "stopped $name after $(($(date +%s) - since)) s"
