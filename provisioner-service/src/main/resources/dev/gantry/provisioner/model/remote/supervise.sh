#!/bin/sh
# Runs a change so that it outlives a broken connection and never runs twice at once. Before it come step='name', fence='number'
# and a function change_text that prints the script. Prints what the change prints as it comes and ends with its exit status, with
# 75 when another change of ours still runs here, or with 76 when a worker with a higher fence was here: then this one is stale.
R=${GANTRY_ROOT:-}
d=$R/run/gantry
umask 077
mkdir -p "$d" || exit 73

# Field 22 of /proc/PID/stat: with it a reused process number is not taken for the old process.
born() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

owner_lives() {
    read -r pid birth since name <"$d/owner" 2>/dev/null || return 1
    [ -n "$birth" ] && [ "$(born "$pid")" = "$birth" ]
}

claim() { (set -C && echo "$$ $(born $$) $(date +%s) ${step:?}" >"$d/owner") 2>/dev/null; }

if ! claim; then
    if owner_lives; then
        echo "gantry: busy with $name for $(($(date +%s) - since)) s" >&2
        exit 75
    fi
    rm -f "$d/owner"
    claim || exit 75
fi
last=$(cat "$d/fence" 2>/dev/null)
if [ "${last:-0}" -gt "${fence:?}" ]; then
    rm -f "$d/owner"
    echo "gantry: stale, fence $fence came after $last" >&2
    exit 76
fi
echo "$fence" >"$d/fence" || exit 73
rm -rf "$d/doing"
mkdir "$d/doing" || exit 73
change_text >"$d/doing/script" || exit 73
: >"$d/doing/log"
mkfifo "$d/doing/end" || exit 73
exec 3<>"$d/doing/end"
cat >"$d/doing/child" <<'CHILD'
d=$1
birth=$(sed 's/.*) //' "/proc/$$/stat" | cut -d' ' -f20)
echo "$$ $birth $(date +%s) $2" >"$d/owner.new"
mv -f "$d/owner.new" "$d/owner"
sh "$d/doing/script" >"$d/doing/log" 2>&1 </dev/null 3>&-
echo $? >"$d/doing/status.new"
mv -f "$d/doing/status.new" "$d/doing/status"
rm -f "$d/owner"
echo end >&3
CHILD
apart=
command -v setsid >/dev/null 2>&1 && apart=setsid
$apart sh "$d/doing/child" "$d" "$step" </dev/null >/dev/null 2>&1 &
(
    while sleep 1 && [ ! -e "$d/doing/status" ]; do echo tick >&3; done
) </dev/null >/dev/null 2>&1 &
ticker=$!
shown=0
show() {
    size=$(wc -c <"$d/doing/log")
    if [ "$size" -gt "$shown" ]; then
        tail -c +$((shown + 1)) "$d/doing/log" | head -c $((size - shown))
        shown=$size
    fi
}
while read -r word <&3; do
    show
    if [ "$word" = end ]; then break; fi
done
kill "$ticker" 2>/dev/null
exit "$(cat "$d/doing/status")"
